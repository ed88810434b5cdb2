import { lint } from '../../core/lint.ts';
import type { Action } from '../../core/model/plan.ts';
import { plan } from '../../core/plan.ts';
import { openDatabase } from '../../db/client.ts';
import { createRevisionCache } from '../../db/repositories/plan/revision-specs.ts';
import { listEnvironmentIds } from '../../db/repositories/snapshot/list-environment-ids.ts';
import { readSnapshot } from '../../db/repositories/snapshot/read-snapshot.ts';
import { newId } from '../../lib/ids.ts';
import { serviceSpecSchema } from '../../schemas/service.ts';
import { BackupError } from '../error.ts';

const LIMITS = { actionsMax: 500, updateBatch: 1 };
const MISSED_MAX = 3;

interface Timing {
  readonly heartbeatMs: number;
  readonly disconnectAfterMs: number;
}

export interface DryPlans {
  readonly environmentCount: number;
  readonly revisionCount: number;
  readonly unitCount: number;
  /** What the planner would have done at the instant of the backup, by cause. */
  readonly actionCounts: Readonly<Record<string, number>>;
}

/** Nobody asked for these: they follow from what is known of hosts, and at the instant of the backup that was no worse. */
const UNASKED = new Set<Action['kind'] | string>(['host-lost', 'replace-lost', 'gone']);

function causeOf(action: Action): string {
  return 'cause' in action ? `${action.kind}:${action.cause}` : action.kind;
}

function isUnasked(action: Action, jobs: ReadonlySet<string>): boolean {
  return action.kind === 'change' && UNASKED.has(action.cause) && !jobs.has(action.unitId);
}

/**
 * Plans every environment of a restored database as of the instant of the backup and writes nothing. Throws `damaged`
 * when a specification cannot be read, when a plan is refused, or when one would take away what nobody asked to.
 */
export async function planEnvironments(url: string, at: number, timing: Timing): Promise<DryPlans> {
  const database = openDatabase(url, () => undefined);
  const { pool } = database;
  const actionCounts: Record<string, number> = {};
  let unitCount = 0;
  try {
    const { rows } = await pool.query<{ id: string; spec: unknown }>('select id, spec from "Revision"');
    for (const { id, spec } of rows) {
      const parsed = serviceSpecSchema.safeParse(spec);
      if (!parsed.success)
        throw new BackupError('damaged', `The revision ${id} cannot be read: ${parsed.error.message}`);
    }
    const environmentIds = await listEnvironmentIds(pool);
    for (const environmentId of environmentIds) {
      const snapshot = await readSnapshot(pool, environmentId, createRevisionCache());
      if (snapshot === null) continue;
      const { input } = snapshot;
      unitCount += input.units.length;
      const ids = { nextUnitId: () => newId('unt') };
      const timings = { ...timing, missedMax: MISSED_MAX };
      const made = plan({ input, now: at, ids, limits: LIMITS, timing: timings });
      const fatal = lint(made.plan, input, LIMITS).filter(({ severity }) => severity === 'fatal');
      if (fatal.length > 0)
        throw new BackupError(
          'damaged',
          `The plan of ${environmentId} is refused: ${JSON.stringify(fatal[0])}`,
        );
      const underway = new Set(input.units.filter(({ job }) => job !== null).map(({ id }) => id));
      const unasked = made.plan.actions.filter((action) => isUnasked(action, underway));
      for (const action of made.plan.actions) {
        actionCounts[causeOf(action)] = (actionCounts[causeOf(action)] ?? 0) + 1;
      }
      if (unasked.length > 0)
        throw new BackupError(
          'damaged',
          `A server on it would give up ${unasked.length} units of ${environmentId}.`,
        );
    }
    return { environmentCount: environmentIds.length, revisionCount: rows.length, unitCount, actionCounts };
  } finally {
    await database.close();
  }
}
