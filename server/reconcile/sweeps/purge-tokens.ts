import { deleteSome, HOUR_MS, type Sweep } from './sweep.ts';

/** Expired enrolment tokens stay for a week, so that a host that comes late is told "expired" and not "unknown". */
export const purgeTokensSweep: Sweep = {
  name: 'purge-tokens',
  everyMs: HOUR_MS,
  limit: 1_000,
  run: (pool, limit) =>
    deleteSome(pool, {
      table: 'EnrolmentToken',
      condition: `"expiresAt" < now() - interval '7 days'`,
      order: 'expiresAt',
      limit,
    }),
};
