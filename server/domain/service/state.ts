import { type ServiceState, serviceStateSchema } from '../../schemas/service.ts';

export interface ServiceStanding {
  readonly desired: 'running' | 'stopped' | 'removed';
  /** Null until the reconciler has looked. */
  readonly reported: string | null;
  /** False when the report is older than what is asked now. */
  readonly answered: boolean;
  readonly scale: number;
}

function reportedState(standing: ServiceStanding): ServiceState {
  const parsed = serviceStateSchema.safeParse(standing.reported);
  if (parsed.success) return parsed.data;
  return standing.scale === 0 ? 'active' : 'activating';
}

/**
 * What people asked goes before what was last reported, so that a click shows at once. The reconciler's next report
 * agrees within moments.
 */
export function shownServiceState(standing: ServiceStanding): ServiceState {
  if (standing.desired === 'removed') return 'removing';
  const state = reportedState(standing);
  const isDown = state === 'stopping' || state === 'stopped';
  if (standing.desired === 'running') {
    const isOld = !standing.answered && state === 'active';
    return isDown || isOld ? 'activating' : state;
  }
  if (isDown) return state;
  return standing.reported === null ? 'stopped' : 'stopping';
}

/** Most telling first: the first of these that any service is in is the stack's. */
const RANK: readonly ServiceState[] = [
  'degraded',
  'activating',
  'updating',
  'stopping',
  'active',
  'stopped',
  'removing',
];

export function stackState(desired: 'present' | 'removed', services: readonly ServiceState[]): ServiceState {
  if (desired === 'removed') return 'removing';
  return RANK.find((state) => services.includes(state)) ?? 'active';
}
