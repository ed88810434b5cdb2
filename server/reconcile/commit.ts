import type pg from 'pg';
import type { Action, Plan } from '../core/model/plan.ts';
import type { Report } from '../core/model/report.ts';
import { containerName } from '../core/naming/names.ts';
import { appendEvents } from '../db/history.ts';
import { noteChanges, wakeHosts } from '../db/notify.ts';
import { advancePlan } from '../db/repositories/plan/advance-plan.ts';
import { findLosses, findRequests } from '../db/repositories/plan/find-causes.ts';
import { finishServicesAndStacks } from '../db/repositories/plan/finish.ts';
import { writeHostStates } from '../db/repositories/plan/write-hosts.ts';
import { dropInstances, insertInstances, type NewInstance } from '../db/repositories/plan/write-instances.ts';
import { writeStatuses } from '../db/repositories/plan/write-statuses.ts';
import { changeUnits, forgetUnits, placeUnits } from '../db/repositories/plan/write-units.ts';
import { endJobsOfUnits, enqueueJobs } from '../db/repositories/queue/enqueue.ts';
import { inTransaction } from '../db/repositories/queue/in-transaction.ts';
import { raiseBlueprintVersions } from '../db/repositories/recovery/blueprint-version.ts';
import type { Snapshot } from '../db/repositories/snapshot/read-snapshot.ts';
import { pgSql } from '../db/sql.ts';
import { newId } from '../lib/ids.ts';
import { namedLaunches } from './assignment/build-assignment.ts';
import { closingEvents, hostEvents, stateEvents, unitEvents } from './commit-events.ts';
import { commitTopics } from './commit-topics.ts';
import { dispatches } from './dispatches.ts';
import { type Names, namesOf } from './names.ts';
import { changedStatuses, type StatusChange } from './status.ts';

type Of<K extends Action['kind']> = Extract<Action, { kind: K }>;

function ofKind<K extends Action['kind']>(actions: readonly Action[], kind: K): Of<K>[] {
  return actions.filter((action): action is Of<K> => action.kind === kind);
}

/** The launches that each unit shall have instances of, for new units and for those that change revision. */
function launchesOf(
  snapshot: Snapshot,
  actions: readonly Action[],
): { unitId: string; launches: string[] }[] {
  const before = new Map(snapshot.input.units.map((unit) => [unit.id, unit.revisionId]));
  return actions.flatMap((action) => {
    if (action.kind !== 'place' && action.kind !== 'change') return [];
    const revision = snapshot.revisions.get(action.revisionId);
    if (revision === undefined || before.get(action.unitId) === action.revisionId) return [];
    return [{ unitId: action.unitId, launches: namedLaunches(revision).map(({ launch }) => launch) }];
  });
}

function newInstances(
  snapshot: Snapshot,
  actions: readonly Action[],
  launches: readonly { unitId: string; launches: readonly string[] }[],
): NewInstance[] {
  const names = namesOf(snapshot.input);
  const indexes = new Map(snapshot.input.units.map((unit) => [unit.id, unit.index]));
  const decided = new Map(
    actions.flatMap((action) =>
      'serviceId' in action && 'unitId' in action ? [[action.unitId, action]] : [],
    ),
  );
  return launches.flatMap(({ unitId, launches: own }) => {
    const action = decided.get(unitId);
    if (action === undefined) return [];
    const index = action.kind === 'place' ? action.index : (indexes.get(unitId) ?? 0);
    const service = names.service(action.serviceId);
    const stack = names.stack(names.stackOf(action.serviceId) ?? '');
    return own.map((launch) => {
      const name = containerName({ stack, service, launch, index });
      return { id: newId('ins'), unitId, launch, name };
    });
  });
}

/** In the order that the row locks of reports are taken too: host, unit, job. */
async function writeActions(
  client: pg.PoolClient,
  snapshot: Snapshot,
  actions: readonly Action[],
): Promise<void> {
  const { environmentId } = snapshot.input;
  const hostStates = ofKind(actions, 'host-state').map(({ hostId, from, to }) => ({ id: hostId, from, to }));
  await writeHostStates(client, hostStates);
  // Before the insert: a slot is free for its replacement only once the unit that had it is on its way out.
  await changeUnits(
    client,
    ofKind(actions, 'change').map(({ unitId, ...change }) => ({ id: unitId, ...change })),
  );
  const forgotten = ofKind(actions, 'forget').map((action) => action.unitId);
  await forgetUnits(client, forgotten);
  const createdAt = new Date(snapshot.now).toISOString();
  const launches = launchesOf(snapshot, actions);
  const changed = new Set(ofKind(actions, 'change').map((action) => action.unitId));
  const changing = launches.filter(({ unitId }) => changed.has(unitId));
  const placing = launches.filter(({ unitId }) => !changed.has(unitId));
  await placeUnits(
    client,
    ofKind(actions, 'place').map(({ unitId, ...unit }) => ({
      ...unit,
      id: unitId,
      environmentId,
      createdAt,
    })),
    newInstances(snapshot, actions, placing),
  );
  await dropInstances(client, changing);
  await insertInstances(client, newInstances(snapshot, actions, changing));
  await endJobsOfUnits(client, forgotten);
  await enqueueJobs(client, dispatches(snapshot, actions));
  await finishServicesAndStacks(
    client,
    ofKind(actions, 'finish-service').map((action) => action.serviceId),
    ofKind(actions, 'finish-stack').map((action) => action.stackId),
  );
}

async function writeHistory(
  client: pg.PoolClient,
  plan: Plan,
  statuses: readonly StatusChange[],
  names: Names,
): Promise<void> {
  const { environmentId, actions } = plan;
  const run = pgSql(client);
  // First, so that what follows from the loss of a host can name it as its cause.
  await appendEvents(run, hostEvents(environmentId, ofKind(actions, 'host-state'), names));
  const subjects = actions.flatMap((action) =>
    action.kind === 'place' || action.kind === 'change' || action.kind === 'forget' ? [action] : [],
  );
  const services = [...new Set(subjects.map((action) => action.serviceId))];
  const lostHosts = [
    ...new Set(subjects.filter((action) => action.cause === 'host-lost').map((a) => a.hostId)),
  ];
  const causes = {
    requests: await findRequests(client, services),
    losses: await findLosses(client, lostHosts),
  };
  await appendEvents(run, [
    ...unitEvents(environmentId, actions, names, causes),
    ...stateEvents(environmentId, statuses, names),
    ...closingEvents(environmentId, actions, names),
  ]);
}

/** Hosts that have new jobs, and hosts whose session has just ended. */
function hostsToWake(actions: readonly Action[]): string[] {
  return actions.flatMap((action) => {
    if (action.kind === 'place' || action.kind === 'change' || action.kind === 'dispatch')
      return [action.hostId];
    return action.kind === 'host-state' && action.to === 'removed' ? [action.hostId] : [];
  });
}

export type CommitOutcome = 'nothing' | 'committed' | 'lost-race';

/**
 * Makes the plan true in the database: all of it in one transaction, or none of it. `lost-race` means that another plan
 * was adopted after the snapshot was read, and nothing was written.
 */
export async function commit(
  pool: pg.Pool,
  snapshot: Snapshot,
  plan: Plan,
  report: Report,
): Promise<CommitOutcome> {
  const finished = new Set(ofKind(plan.actions, 'finish-service').map((action) => action.serviceId));
  const statuses = changedStatuses(report.services, snapshot).filter(
    ({ row }) => !finished.has(row.serviceId),
  );
  if (plan.actions.length === 0 && statuses.length === 0) return 'nothing';
  const names = namesOf(snapshot.input);
  return inTransaction(pool, async (client) => {
    if (!(await advancePlan(client, plan.environmentId, plan.parent))) return 'lost-race';
    await writeActions(client, snapshot, plan.actions);
    await writeStatuses(
      client,
      statuses.map(({ row }) => row),
    );
    await writeHistory(client, plan, statuses, names);
    const run = pgSql(client);
    await wakeHosts(run, hostsToWake(plan.actions));
    await noteChanges(run, plan.environmentId, commitTopics(plan.actions, statuses, names));
    if (plan.actions.some(({ kind }) => kind !== 'dispatch')) {
      await raiseBlueprintVersions(run, [plan.environmentId]);
    }
    return 'committed';
  });
}
