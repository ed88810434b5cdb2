import { deleteSome, MINUTE_MS, type Sweep } from './sweep.ts';

/** An expired session opens nothing; its row is only in the way. */
export const purgeSessionsSweep: Sweep = {
  name: 'purge-sessions',
  everyMs: 10 * MINUTE_MS,
  limit: 1_000,
  run: (pool, limit) =>
    deleteSome(pool, { table: 'Session', condition: '"expiresAt" < now()', order: 'expiresAt', limit }),
};
