import { deleteSome, HOUR_MS, type Sweep } from './sweep.ts';

/**
 * Removed services stay for a month, as their history does, and in any case until the last of their units is purged. One
 * that the kept outline of a rebuild lists stays for good: without its row a host that comes later would bring it back.
 */
export const purgeServicesSweep: Sweep = {
  name: 'purge-services',
  everyMs: HOUR_MS,
  limit: 500,
  run: (pool, limit) =>
    deleteSome(pool, {
      table: 'Service',
      condition: `"removedAt" < now() - interval '30 days'
        and not exists (select from "Unit" where "Unit"."serviceId" = "Service".id)
        and id not in (select one->>'id' from "RecoveredOutline", jsonb_array_elements(outline->'services') as one)`,
      order: 'removedAt',
      limit,
    }),
};
