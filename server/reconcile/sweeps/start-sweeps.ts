import type { ServerDeps } from '../../main/deps.ts';
import { expireLeasesSweep } from './expire-leases.ts';
import { purgeAuditSweep } from './purge-audit.ts';
import { purgeEventsSweep } from './purge-events.ts';
import { purgeJobsSweep } from './purge-jobs.ts';
import { purgeOffersSweep } from './purge-offers.ts';
import { purgeServicesSweep } from './purge-services.ts';
import { purgeSessionsSweep } from './purge-sessions.ts';
import { purgeStacksSweep } from './purge-stacks.ts';
import { purgeTokensSweep } from './purge-tokens.ts';
import { purgeUnitsSweep } from './purge-units.ts';
import type { Sweep } from './sweep.ts';

const SWEEPS: readonly Sweep[] = [
  expireLeasesSweep,
  purgeJobsSweep,
  purgeSessionsSweep,
  purgeTokensSweep,
  purgeEventsSweep,
  purgeAuditSweep,
  purgeUnitsSweep,
  purgeOffersSweep,
  purgeServicesSweep,
  purgeStacksSweep,
];

const FULL_GO_MS = 1_000;

type Deps = Pick<ServerDeps, 'database' | 'clock' | 'logger'>;

async function keepSweeping(deps: Deps, sweep: Sweep, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    let waitMs = sweep.everyMs;
    try {
      const count = await sweep.run(deps.database.pool, sweep.limit);
      if (count > 0) deps.logger.debug({ sweep: sweep.name, count }, 'swept');
      if (count >= sweep.limit) waitMs = FULL_GO_MS;
    } catch (error) {
      // The next go is the retry; what is swept late does no harm.
      deps.logger.error({ err: error, sweep: sweep.name }, 'a sweep failed');
    }
    await deps.clock.sleep(waitMs, signal);
  }
}

export function startSweeps(deps: Deps): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const working = SWEEPS.map((sweep) => keepSweeping(deps, sweep, stopping.signal));
  return {
    async stop() {
      stopping.abort();
      await Promise.all(working);
    },
  };
}
