import type { FieldPath } from 'react-hook-form';
import { launchConfigSchema } from '../../../../server/schemas/launch-config.ts';
import type { ServiceFormValues } from './form-values.ts';

const launchFields = Object.keys(launchConfigSchema.shape) as (keyof typeof launchConfigSchema.shape)[];

/** Fields at which a refusal of the server can be shown. */
export const serverFields: readonly FieldPath<ServiceFormValues>[] = [
  'name',
  'description',
  'scale',
  'links',
  ...launchFields.map((field) => `spec.launch.${field}` as const),
  'spec.hostRules',
];
