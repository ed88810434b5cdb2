import type { WireErrorCode } from '../../../agent/protocol/errors.ts';
import { ServerRefusal } from '../../../agent/session/server-error.ts';
import { lint } from '../../../server/core/lint.ts';
import type { PlanRequest } from '../../../server/core/model/input.ts';
import type { PlanResult } from '../../../server/core/model/report.ts';
import { plan } from '../../../server/core/plan.ts';
import { ingest } from '../../../server/hosts/ingest/ingest.ts';
import { createHostLink, type HostLink } from '../../../server/hosts/link.ts';
import { challenge, openSession } from '../../../server/hosts/open-session.ts';
import { poll } from '../../../server/hosts/poll.ts';
import { sync } from '../../../server/hosts/sync.ts';
import { WireRefusal } from '../../../server/hosts/wire-refusal.ts';
import { parseEnv } from '../../../server/lib/env.ts';
import type { Logger } from '../../../server/lib/logger.ts';
import type { ServerDeps } from '../../../server/main/deps.ts';
import { createCounters } from '../../../server/reconcile/counters.ts';
import { startLoop } from '../../../server/reconcile/loop.ts';
import { startSweeps } from '../../../server/reconcile/sweeps/start-sweeps.ts';
import { createTick, type Listening } from '../../../server/reconcile/tick.ts';
import type { SimDatabase } from '../postgres/database.ts';
import { createPool } from '../postgres/pool.ts';
import { Life } from '../world/life.ts';
import { ProcessClock } from '../world/process-clock.ts';
import type { Timeline } from '../world/timeline.ts';
import { createBus } from './bus.ts';

export const ENVIRONMENT_ID = 'env_sim';
const ENV = parseEnv({ DROVER_DATA_DIR: '/nonexistent' });
const MISSED_MAX = 3;
const PERIOD_MS = 30_000;

export interface ServerOptions {
  readonly timeline: Timeline;
  readonly database: SimDatabase;
  readonly logger: Logger;
  readonly skewMs: number;
  readonly updateBatch: number;
  readonly disconnectAfterMs: number;
  readonly heartbeatMs: number;
  readonly jitter: () => number;
  readonly nextUnitId: () => string;
  /** Another replica's plan was quicker. */
  readonly onLostRace: () => void;
  readonly onPlan: (request: PlanRequest, result: PlanResult) => void;
}

/** One replica: the real reconciler and the real agent link over the database in memory. */
export class ServerProcess {
  readonly life = new Life();
  readonly bus: ReturnType<typeof createBus>;
  readonly #link: HostLink;
  readonly #logger: Logger;

  constructor(options: ServerOptions) {
    const { timeline, database, logger, skewMs } = options;
    this.#logger = logger;
    this.bus = createBus(database, this.life);
    this.life.atEnd(() => database.disconnect(this.life));
    const clock = new ProcessClock(timeline, this.life, () => skewMs);
    const pool = createPool(database, this.life);
    const env = { ...ENV, heartbeatMs: options.heartbeatMs, disconnectAfterMs: options.disconnectAfterMs };
    // Of the database these parts use the pool alone, and of what else a server has, nothing.
    const deps = { database: { pool }, bus: this.bus, clock, logger, env } as unknown as ServerDeps;
    this.#link = createHostLink(deps);
    this.#reconcile(deps, options);
  }

  /** What the agent router does with a call, without the wire. */
  async call(
    procedure: string,
    input: unknown,
    bearer: string | null,
    signal: AbortSignal,
  ): Promise<unknown> {
    try {
      return await this.#answer(procedure, input, bearer, signal);
    } catch (error) {
      const code: WireErrorCode = error instanceof WireRefusal ? error.code : 'unavailable';
      if (code === 'unavailable') this.#logger.error({ error, procedure }, 'a call failed');
      throw new ServerRefusal(code, 0, `${procedure}: ${error instanceof Error ? error.message : ''}`);
    }
  }

  async #answer(procedure: string, input: unknown, bearer: string | null, signal: AbortSignal) {
    const link = this.#link;
    // The shapes are those of the real session, which the wire's schemas would let through unchanged.
    const given = <T>() => input as T;
    if (procedure === 'challenge') return challenge(link, given(), '10.0.0.1');
    if (procedure === 'openSession') return openSession(link, given(), '10.0.0.1');
    const session = await link.sessions.find(bearer);
    switch (procedure) {
      case 'poll':
        return poll(link, { session, input: given(), signal });
      case 'report':
        return ingest(link, session, given());
      case 'sync':
        return sync(link, session, given());
      default:
        throw new Error(`There is no procedure ${procedure}.`);
    }
  }

  /** As `startReconciler` does, with ids that can be given again. */
  #reconcile(deps: ServerDeps, options: ServerOptions): void {
    const { updateBatch, disconnectAfterMs, heartbeatMs, onPlan, nextUnitId } = options;
    const planner = {
      plan(request: PlanRequest): PlanResult {
        const result = plan({ ...request, ids: { nextUnitId } });
        onPlan(request, result);
        return result;
      },
      lint,
    };
    const settings = {
      limits: { actionsMax: 500, updateBatch },
      timing: { heartbeatMs, missedMax: MISSED_MAX, disconnectAfterMs },
    };
    const listening: Listening = { since: null };
    const counters = createCounters();
    const tick = createTick(deps, planner, settings, counters, listening);
    const loop = startLoop({
      clock: deps.clock,
      logger: deps.logger,
      visit: async (key) => {
        const { lostRaces } = counters;
        const visit = await tick(key);
        if (counters.lostRaces > lostRaces) options.onLostRace();
        return visit;
      },
      list: async () => [ENVIRONMENT_ID],
      periodMs: PERIOD_MS,
      concurrencyMax: 4,
      jitter: options.jitter,
    });
    this.bus.onWake((key) => loop.wake(key));
    this.bus.onResync(() => {
      listening.since = null;
      loop.wakeAll();
    });
    startSweeps(deps);
  }
}
