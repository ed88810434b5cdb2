/** Plain counts since the start of the process. */
export interface ReconcileCounters {
  ticks: number;
  commits: number;
  lostRaces: number;
  refusals: number;
  failures: number;
  actions: number;
  /** Decisions that had to be queued again because no job carried them. Should stay flat. */
  resends: number;
}

export function createCounters(): ReconcileCounters {
  return { ticks: 0, commits: 0, lostRaces: 0, refusals: 0, failures: 0, actions: 0, resends: 0 };
}
