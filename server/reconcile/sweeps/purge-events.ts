import { deleteSome, HOUR_MS, type Sweep } from './sweep.ts';

/** History is kept for 30 days. */
export const purgeEventsSweep: Sweep = {
  name: 'purge-events',
  everyMs: HOUR_MS,
  limit: 5_000,
  run: (pool, limit) =>
    deleteSome(pool, { table: 'Event', condition: `at < now() - interval '30 days'`, order: 'at', limit }),
};
