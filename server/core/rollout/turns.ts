export interface TurnCounts {
  /** Units that do not run, for whatever reason, before any of this turn is taken out. */
  readonly out: number;
  /** Running units with an older revision. */
  readonly outdated: number;
  /** Running units of the current revision that are to be restarted. */
  readonly toRestart: number;
  readonly updateBatch: number;
}

/**
 * How many running units may be taken out of service now.
 *
 * An edit takes at most `updateBatch` out at one time, counting those that are out already: with 10 units, a batch of
 * 2 and 1 unit still starting, 1 more may go. A restart takes one, and only while all others run.
 */
export function nextTurns({ out, outdated, toRestart, updateBatch }: TurnCounts): {
  readonly updates: number;
  readonly restarts: number;
} {
  // A batch below one would never finish.
  const updates = Math.min(outdated, Math.max(0, Math.max(1, updateBatch) - out));
  const restarts = out + updates === 0 ? Math.min(1, toRestart) : 0;
  return { updates, restarts };
}
