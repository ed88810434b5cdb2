import type { ServerResponse } from 'node:http';
import { answer } from './answer.ts';
import type { ServerDeps } from './deps.ts';

const PROBE_TIMEOUT_MS = 2_000;
/** However many ask, the database is asked once in this time. */
const PROBE_FRESH_MS = 1_000;

export interface Health {
  /** The process runs. Fails never: whoever restarts it on a lost database makes things worse. */
  live(res: ServerResponse): void;
  /** It can do its work: the database answers, and the schema is ours or the server had not started. */
  ready(res: ServerResponse): Promise<void>;
  /** From now on not ready, so that a proxy sends new requests elsewhere. */
  stopping(): void;
}

type Verdict = { readonly ready: true } | { readonly ready: false; readonly reason: string };

async function probe({ database, clock, logger }: ServerDeps): Promise<Verdict> {
  const late = new AbortController();
  try {
    return await Promise.race([
      database.pool.query('select 1').then((): Verdict => ({ ready: true })),
      clock
        .sleep(PROBE_TIMEOUT_MS, late.signal)
        .then((): Verdict => ({ ready: false, reason: 'the database does not answer in time' })),
    ]);
  } catch (error) {
    logger.warn({ err: error }, 'the database cannot be asked');
    return { ready: false, reason: 'the database cannot be asked' };
  } finally {
    late.abort();
  }
}

export function createHealth(deps: ServerDeps): Health {
  let latest: { readonly at: number; readonly verdict: Promise<Verdict> } | null = null;
  let stopping = false;

  function currentVerdict(): Promise<Verdict> {
    const now = deps.clock.monotonic();
    if (latest === null || now - latest.at >= PROBE_FRESH_MS) latest = { at: now, verdict: probe(deps) };
    return latest.verdict;
  }

  return {
    live: (res) => answer(res, 200, { status: 'live' }),
    async ready(res) {
      const verdict: Verdict = stopping
        ? { ready: false, reason: 'the server is stopping' }
        : await currentVerdict();
      answer(res, verdict.ready ? 200 : 503, { status: verdict.ready ? 'ready' : 'not-ready', ...verdict });
    },
    stopping() {
      stopping = true;
    },
  };
}
