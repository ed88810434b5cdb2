import type { HostTiming, PlanLimits } from '../model/input.ts';

/** An instant like any other; tests count from it. */
export const NOW = 1_000_000_000;

export const TIMING: HostTiming = { heartbeatMs: 5_000, missedMax: 3, disconnectAfterMs: 60_000 };

export const LIMITS: PlanLimits = { actionsMax: 1_000, updateBatch: 1 };

/** Not heard of for so long that it is reconnecting, but not disconnected. */
export const SILENT_MS = 20_000;
/** Past the disconnect deadline. */
export const LOST_MS = 60_000;
