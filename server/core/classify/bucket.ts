import type { ServiceModel } from '../model/service.ts';
import type { UnitModel } from '../model/unit.ts';
import type { HostFacts } from '../world/world.ts';

/** What is to be done about a unit; each bucket has one step that empties it. */
export type Bucket =
  | 'untouchable'
  | 'close'
  | 'gone'
  | 'leaving'
  | 'leaving-unsent'
  | 'remove'
  | 'evict'
  | 'lost'
  | 'unreachable'
  | 'stop'
  | 'start'
  | 'update-now'
  | 'update-in-turn'
  | 'recreate'
  | 'restart-now'
  | 'restart-in-turn'
  | 'move'
  | 'resend'
  | 'keep';

/** All that a rule may look at. */
export interface Situation {
  readonly unit: UnitModel;
  /** The unit's service with what its stack asks for already applied. */
  readonly service: ServiceModel;
  readonly host: HostFacts | null;
  readonly running: boolean;
}

const NOT_IN_A_SLOT: readonly Bucket[] = ['close', 'gone', 'leaving', 'leaving-unsent', 'remove', 'evict'];

/** The unit is meant to stay, so it fills one of the slots of its service. */
export function fillsSlot(bucket: Bucket): boolean {
  return !NOT_IN_A_SLOT.includes(bucket);
}
