import { deleteSome, HOUR_MS, type Sweep } from './sweep.ts';

/** Closed units stay for a week: a host that was away that long still learns which of its tombstones to forget. */
export const purgeUnitsSweep: Sweep = {
  name: 'purge-units',
  everyMs: HOUR_MS,
  limit: 2_000,
  run: (pool, limit) =>
    deleteSome(pool, {
      table: 'Unit',
      condition: `"removedAt" < now() - interval '7 days'`,
      order: 'removedAt',
      limit,
    }),
};
