import type { Finding } from '../core/lint/finding.ts';
import type { HostTiming, PlanInput, PlanLimits, PlanRequest } from '../core/model/input.ts';
import type { Instant } from '../core/model/observed.ts';
import type { Plan } from '../core/model/plan.ts';
import type { PlanResult } from '../core/model/report.ts';
import { createRevisionCache } from '../db/repositories/plan/revision-specs.ts';
import { readSnapshot, type Snapshot } from '../db/repositories/snapshot/read-snapshot.ts';
import { newId } from '../lib/ids.ts';
import type { ServerDeps } from '../main/deps.ts';
import { commit } from './commit.ts';
import type { ReconcileCounters } from './counters.ts';
import type { Visit } from './loop.ts';
import { tellRefusal } from './tell-refusal.ts';

/** The pure part: decides and checks, touches nothing. */
export interface Planner {
  plan(request: PlanRequest): PlanResult;
  lint(plan: Plan, input: PlanInput, limits: PlanLimits): readonly Finding[];
}

export interface TickSettings {
  readonly limits: PlanLimits;
  readonly timing: HostTiming;
}

/** Since when this process can hear hosts, by the database's clock; null until it has looked, and after a gap. */
export interface Listening {
  since: Instant | null;
}

type Deps = Pick<ServerDeps, 'database' | 'logger'>;

/** Tells what the linter holds against the plan; true when it must not be committed. */
async function refuses(deps: Deps, environmentId: string, findings: readonly Finding[]): Promise<boolean> {
  const fatal = findings.filter((finding) => finding.severity === 'fatal');
  if (fatal.length > 0) deps.logger.error({ environmentId, findings: fatal }, 'a plan was refused');
  else if (findings.length > 0) deps.logger.warn({ environmentId, findings }, 'a plan has oddities');
  await tellRefusal(deps.database.pool, environmentId, fatal);
  return fatal.length > 0;
}

function requeueIn(snapshot: Snapshot, result: PlanResult): number | null {
  const { requeueAt } = result.report;
  return requeueAt === null ? null : Math.max(0, requeueAt - snapshot.now);
}

/**
 * One pass over an environment: read, decide, check, write. It decides nothing itself and never tries twice; the next
 * visit is the retry.
 */
export function createTick(
  deps: Deps,
  planner: Planner,
  settings: TickSettings,
  counters: ReconcileCounters,
  listening: Listening = { since: null },
): (environmentId: string) => Promise<Visit> {
  const cache = createRevisionCache();
  const { pool } = deps.database;
  const ids = { nextUnitId: () => newId('unt') };

  async function visit(environmentId: string): Promise<Visit> {
    counters.ticks += 1;
    const snapshot = await readSnapshot(pool, environmentId, cache);
    if (snapshot === null) return { kind: 'gone' };
    const { input, now } = snapshot;
    listening.since ??= now;
    const timing = { ...settings.timing, listeningSince: listening.since };
    const result = planner.plan({ input, now, ids, limits: settings.limits, timing });
    if (await refuses(deps, environmentId, planner.lint(result.plan, input, settings.limits))) {
      counters.refusals += 1;
      return { kind: 'failed' };
    }
    const outcome = await commit(pool, snapshot, result.plan, result.report);
    if (outcome === 'lost-race') {
      counters.lostRaces += 1;
      return { kind: 'again' };
    }
    if (outcome === 'committed') {
      counters.commits += 1;
      counters.actions += result.plan.actions.length;
      counters.resends += result.plan.actions.filter((action) => action.kind === 'dispatch').length;
    }
    return { kind: 'settled', requeueInMs: requeueIn(snapshot, result) };
  }

  return async (environmentId) => {
    try {
      return await visit(environmentId);
    } catch (error) {
      // What keeps us from the database keeps hosts from being heard.
      listening.since = null;
      throw error;
    }
  };
}
