import type { LaunchConfigInput } from '../schemas/launch-config.ts';
import type { HostLabelRule, ServiceLink } from '../schemas/service.ts';
import type { Variables } from './interpolate.ts';
import type { Place, Report } from './report.ts';

/** A service while it is being read: what was understood so far, and where each part came from. */
export interface ServiceDraft {
  readonly name: string;
  readonly place: Place;
  readonly launch: Partial<LaunchConfigInput>;
  /** Places of launch fields, and of their items as `field.key`. */
  readonly origins: Map<string, Place>;
  readonly links: { readonly link: ServiceLink; readonly place: Place }[];
  readonly dependsOn: { readonly service: string; readonly place: Place }[];
  readonly hostRules: HostLabelRule[];
  readonly sidekicks: { readonly name: string; readonly place: Place }[];
  scale: { readonly value: number; readonly place: Place } | null;
  description: string;
}

export interface FieldContext {
  readonly report: Report;
  readonly variables: Variables;
}

export function emptyDraft(name: string, place: Place): ServiceDraft {
  return {
    name,
    place,
    launch: {},
    origins: new Map(),
    links: [],
    dependsOn: [],
    hostRules: [],
    sidekicks: [],
    scale: null,
    description: '',
  };
}
