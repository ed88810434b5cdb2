import type { FieldPath } from 'react-hook-form';
import type { LaunchConfig } from '../../../../server/schemas/launch-config.ts';
import { blankLaunch } from './blank-launch.ts';
import type { ServiceFormValues } from './form-values.ts';

const launchFields = Object.keys(blankLaunch) as (keyof LaunchConfig)[];

/** Fields at which a refusal of the server can be shown. */
export const serverFields: readonly FieldPath<ServiceFormValues>[] = [
  'name',
  'description',
  'scale',
  'links',
  ...launchFields.map((field) => `spec.launch.${field}` as const),
  'spec.hostRules',
];
