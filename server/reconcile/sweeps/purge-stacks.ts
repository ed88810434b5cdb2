import { deleteSome, HOUR_MS, type Sweep } from './sweep.ts';

/** A removed stack goes after the last of its services; like them, not while the kept outline of a rebuild lists it. */
export const purgeStacksSweep: Sweep = {
  name: 'purge-stacks',
  everyMs: HOUR_MS,
  limit: 500,
  run: (pool, limit) =>
    deleteSome(pool, {
      table: 'Stack',
      condition: `"removedAt" < now() - interval '30 days'
        and not exists (select from "Service" where "Service"."stackId" = "Stack".id)
        and id not in (select one->>'id' from "RecoveredOutline", jsonb_array_elements(outline->'stacks') as one)`,
      order: 'removedAt',
      limit,
    }),
};
