import { deleteSome, HOUR_MS, type Sweep } from './sweep.ts';

/** Removed services stay for a month, as their history does, and in any case until the last of their units is purged. */
export const purgeServicesSweep: Sweep = {
  name: 'purge-services',
  everyMs: HOUR_MS,
  limit: 500,
  run: (pool, limit) =>
    deleteSome(pool, {
      table: 'Service',
      condition: `"removedAt" < now() - interval '30 days'
        and not exists (select from "Unit" where "Unit"."serviceId" = "Service".id)`,
      order: 'removedAt',
      limit,
    }),
};
