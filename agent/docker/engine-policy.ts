import { START_ONCE_LABEL } from '../core/step.ts';
import type { ContainerSpec } from '../protocol/assignment.ts';

export interface EnginePolicy {
  readonly Name: string;
  readonly MaximumRetryCount?: number;
}

/**
 * docs/adr/0010: the engine brings back what ends by itself and everything after a
 * reboot; the agent does the rest. `always` becomes `unless-stopped`, or a reboot would start what was stopped.
 */
export function enginePolicy(spec: ContainerSpec): EnginePolicy {
  if (spec.labels[START_ONCE_LABEL] === 'true') return { Name: 'no' };
  switch (spec.restartPolicy.name) {
    case 'always':
    case 'unless-stopped':
      return { Name: 'unless-stopped' };
    case 'on-failure':
      return { Name: 'on-failure', MaximumRetryCount: spec.restartPolicy.maximumRetryCount };
    default:
      return { Name: 'no' };
  }
}
