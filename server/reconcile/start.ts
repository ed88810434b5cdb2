import { lint } from '../core/lint.ts';
import type { PlanLimits } from '../core/model/input.ts';
import { plan } from '../core/plan.ts';
import { listEnvironmentIds } from '../db/repositories/snapshot/list-environment-ids.ts';
import type { ServerDeps } from '../main/deps.ts';
import { createCounters, type ReconcileCounters } from './counters.ts';
import { startLoop } from './loop.ts';
import { startSweeps } from './sweeps/start-sweeps.ts';
import { createTick, type Listening } from './tick.ts';

const LIMITS: PlanLimits = {
  // About 2 MB of assignments in one commit; the rest follows in the next pass.
  actionsMax: 500,
  updateBatch: 1,
};
/** Heartbeats a host may miss before it counts as reconnecting. */
const MISSED_MAX = 3;
const PERIOD_MS = 30_000;
/** Half of the pool at most: requests of people and agents need the rest. */
const CONCURRENCY_MAX = 4;
const COUNTERS_EVERY_MS = 300_000;

export interface Reconciler {
  readonly counters: Readonly<ReconcileCounters>;
  stop(): Promise<void>;
}

async function tellCounters(
  deps: ServerDeps,
  counters: ReconcileCounters,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    await deps.clock.sleep(COUNTERS_EVERY_MS, signal);
    if (signal.aborted) return;
    deps.logger.info({ ...counters }, 'reconciler counters');
  }
}

/** Keeps every environment as people asked for it. Any number of replicas may run it: plans are compare-and-swapped. */
export function startReconciler(deps: ServerDeps): Reconciler {
  const { bus, clock, logger, env, database } = deps;
  const counters = createCounters();
  const stopping = new AbortController();
  const listening: Listening = { since: null };
  const timing = {
    heartbeatMs: env.heartbeatMs,
    missedMax: MISSED_MAX,
    disconnectAfterMs: env.disconnectAfterMs,
  };
  const loop = startLoop({
    clock,
    logger,
    visit: createTick(deps, { plan, lint }, { limits: LIMITS, timing }, counters, listening),
    list: () => listEnvironmentIds(database.pool),
    periodMs: PERIOD_MS,
    concurrencyMax: CONCURRENCY_MAX,
    jitter: Math.random,
  });
  const resync = (): void => {
    listening.since = null;
    loop.wakeAll();
  };
  const stops = [bus.onWake((key) => loop.wake(key)), bus.onResync(resync)];
  const sweeps = startSweeps(deps);
  const telling = tellCounters(deps, counters, stopping.signal);
  return {
    counters,
    async stop() {
      for (const stop of stops) stop();
      stopping.abort();
      await Promise.all([loop.stop(), sweeps.stop(), telling]);
    },
  };
}
