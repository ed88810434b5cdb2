import type pg from 'pg';
import type { Finding } from '../core/lint/finding.ts';
import { appendEvents, RECONCILER } from '../db/history.ts';
import { noteChanges } from '../db/notify.ts';
import { wasToldLately } from '../db/repositories/plan/told-lately.ts';
import { pgSql } from '../db/sql.ts';

/** The same refusal comes back with every visit, from every replica; history tells it once in this time. */
const AGAIN_AFTER_MS = 3_600_000;

/** By code and not by subject: the ids of units that were only planned are others each time. */
function codesOf(findings: readonly Finding[]): string {
  return [...new Set(findings.map((finding) => finding.code))].sort().join(', ');
}

/** Lets people see that an environment stands still because of a fault of the planner's. */
export async function tellRefusal(
  pool: pg.Pool,
  environmentId: string,
  fatal: readonly Finding[],
): Promise<void> {
  const [first] = fatal;
  if (first === undefined) return;
  const kind = 'environment.plan-refused';
  const codes = codesOf(fatal);
  if (await wasToldLately(pool, { environmentId, kind, codes, withinMs: AGAIN_AFTER_MS })) return;
  const params = { codes, count: fatal.length, message: `${first.code}: ${first.message}` };
  const run = pgSql(pool);
  await appendEvents(run, [{ environmentId, kind, level: 'error', actor: RECONCILER, params }]);
  await noteChanges(run, environmentId, [{ topic: 'events', id: null }]);
}
