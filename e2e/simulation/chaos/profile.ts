import type { Chance } from '../world/chance.ts';
import type { Setting } from '../world/simulation.ts';

export const FAULT_KINDS = [
  'agent-crash',
  'stale-disk',
  'server-crash',
  'database-restart',
  'database-restore',
  'lost-notes',
  'engine-down',
  'engine-crash',
  'engine-wipe',
  'image-missing',
  'host-cut',
  'clock-jump',
  'container-crash',
  'container-remove',
  'container-stop',
  'container-kill',
  'container-pause',
  'container-copy',
  'port-taken',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export const EDIT_KINDS = [
  'createService',
  'scale',
  'edit',
  'stop',
  'start',
  'restart',
  'recreate',
  'remove',
  'addHost',
  'deactivateHost',
  'activateHost',
  'removeHost',
] as const;
export type EditKind = (typeof EDIT_KINDS)[number];

/** What may go wrong in one run. Each run leaves most kinds out: too many at once hide each other. */
export interface Profile {
  readonly setting: Setting;
  readonly chaosMs: number;
  readonly faultEveryMs: number;
  readonly editEveryMs: number;
  readonly faults: readonly FaultKind[];
  readonly edits: readonly EditKind[];
  readonly hostCount: number;
  readonly serviceCount: number;
  readonly skewed: boolean;
  readonly link: { requestLost: number; answerLost: number; duplicate: number; held: number };
  readonly engine: { refusal: number; answerLost: number; latencyMsMax: number };
  readonly database: { serialization: number; commitAnswerLost: number };
  readonly tears: number;
}

/** Common edits are drawn more often than rare ones. */
const EDIT_WEIGHTS: Partial<Record<EditKind, number>> = {
  scale: 4,
  edit: 3,
  createService: 2,
  start: 3,
  activateHost: 2,
};

export function drawProfile(chance: Chance): Profile {
  const rate = (...rates: readonly [number, ...number[]]) => chance.one(...rates);
  const faultShare = chance.one(0.15, 0.3, 0.6);
  const weighted = EDIT_KINDS.flatMap((kind) => Array.from({ length: EDIT_WEIGHTS[kind] ?? 1 }, () => kind));
  return {
    setting: {
      updateBatch: chance.one(1, 1, 2),
      disconnectAfterMs: chance.one(20_000, 30_000, 60_000),
      replicas: chance.one(1, 1, 2),
    },
    chaosMs: chance.between(30, 150) * 1_000,
    faultEveryMs: chance.one(1_500, 4_000, 10_000),
    editEveryMs: chance.one(2_000, 6_000, 15_000),
    faults: FAULT_KINDS.filter(() => chance.happens(faultShare)),
    edits: chance.happens(0.1) ? [] : weighted.filter(() => chance.happens(0.7)),
    hostCount: chance.between(1, 4),
    serviceCount: chance.between(1, 3),
    skewed: chance.happens(0.25),
    link: {
      requestLost: rate(0, 0, 0.02, 0.1),
      answerLost: rate(0, 0, 0.02, 0.1),
      duplicate: rate(0, 0, 0.05, 0.2),
      held: rate(0, 0, 0, 0.03),
    },
    engine: {
      refusal: rate(0, 0, 0.02, 0.1),
      answerLost: rate(0, 0, 0.02, 0.1),
      latencyMsMax: rate(20, 80, 800),
    },
    database: { serialization: rate(0, 0, 0.05), commitAnswerLost: rate(0, 0, 0.02) },
    tears: rate(0, 0.5, 1),
  };
}
