import { deleteSome, HOUR_MS, type Sweep } from './sweep.ts';

/** The audit log is kept for 30 days. */
export const purgeAuditSweep: Sweep = {
  name: 'purge-audit',
  everyMs: HOUR_MS,
  limit: 5_000,
  run: (pool, limit) =>
    deleteSome(pool, { table: 'Audit', condition: `at < now() - interval '30 days'`, order: 'at', limit }),
};
