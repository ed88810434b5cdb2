import { deleteSome, HOUR_MS, type Sweep } from './sweep.ts';

/** A removed stack goes after the last of its services. */
export const purgeStacksSweep: Sweep = {
  name: 'purge-stacks',
  everyMs: HOUR_MS,
  limit: 500,
  run: (pool, limit) =>
    deleteSome(pool, {
      table: 'Stack',
      condition: `"removedAt" < now() - interval '30 days'
        and not exists (select from "Service" where "Service"."stackId" = "Stack".id)`,
      order: 'removedAt',
      limit,
    }),
};
