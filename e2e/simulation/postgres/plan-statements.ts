import type { ChangedUnit, NewUnit } from '../../../server/db/repositories/plan/write-units.ts';
import { SqlError } from './sql-error.ts';
import { answer, changed, json, type Statement, update, value } from './statement.ts';
import type { HostRow, InstanceRow, ServiceRow, StatusRow, UnitRow } from './tables.ts';

type NewInstance = Pick<InstanceRow, 'id' | 'unitId' | 'launch' | 'name'>;

const advance: Statement = (call) => {
  if (call.tables.planGeneration !== value<number>(call, 1)) return changed(0);
  call.tables.planGeneration += 1;
  return changed(1);
};

const hostStates: Statement = (call) => {
  const { tables, now } = call;
  const changes = json<{ id: string; from: string; to: string }[]>(call, 0);
  const written = changes.map(({ id, from, to }) =>
    update<HostRow>(
      tables.hosts,
      (host) => host.id === id && host.state === from,
      (host) => ({
        ...host,
        state: to,
        stateSince: now,
        removedAt: to === 'removed' ? now : host.removedAt,
        keyRevokedAt: to === 'removed' ? (host.keyRevokedAt ?? now) : host.keyRevokedAt,
        sessionHash: to === 'removed' ? null : host.sessionHash,
      }),
    ),
  );
  return changed(written.reduce((sum, count) => sum + count, 0));
};

/** As `Unit_index_live_key` does it: of one service no two units that are meant to stay have one index. */
function refuseDoubles(units: Iterable<UnitRow>): void {
  const slots = new Set<string>();
  for (const { serviceId, index, desired, removedAt } of units) {
    if (removedAt !== null || desired === 'removed') continue;
    const slot = `${serviceId}/${index}`;
    if (slots.has(slot)) {
      throw new SqlError('23505', 'duplicate key value violates unique constraint "Unit_index_live_key"');
    }
    slots.add(slot);
  }
}

const changeUnits: Statement = (call) => {
  const changes = new Map(json<ChangedUnit[]>(call, 0).map((change) => [change.id, change]));
  const result = changed(
    update<UnitRow>(
      call.tables.units,
      (unit) => unit.removedAt === null && changes.has(unit.id),
      (unit) => {
        const { lost, ...change } = changes.get(unit.id) ?? { lost: false };
        return {
          ...unit,
          ...pickChange(unit, change),
          lostAt: lost ? (unit.lostAt ?? call.now) : unit.lostAt,
        };
      },
    ),
  );
  refuseDoubles(call.tables.units.values());
  return result;
};

function pickChange(unit: UnitRow, change: Partial<ChangedUnit>): Partial<UnitRow> {
  const { generation, desired, revisionId, restartCount, recreateCount } = { ...unit, ...change };
  return { generation, desired, revisionId, restartCount, recreateCount };
}

const forgetUnits: Statement = (call) => {
  const ids = new Set(value<string[]>(call, 0));
  return changed(
    update<UnitRow>(
      call.tables.units,
      (unit) => unit.removedAt === null && ids.has(unit.id),
      (unit) => ({ ...unit, removedAt: call.now }),
    ),
  );
};

function newInstance({ id, unitId, launch, name }: NewInstance): InstanceRow {
  return {
    id,
    unitId,
    launch,
    name,
    dockerId: null,
    state: 'missing',
    specHash: null,
    startedAt: null,
    ipAddress: null,
    exitCode: null,
    facts: null,
  };
}

const placeUnits: Statement = (call) => {
  const { tables } = call;
  const units = json<NewUnit[]>(call, 0);
  for (const { createdAt, ...unit } of units) {
    tables.units.set(unit.id, {
      ...unit,
      recreations: {},
      recreateCount: 0,
      createdAt: Date.parse(createdAt),
      lostAt: null,
      removedAt: null,
      observedPresent: null,
      observedGeneration: null,
      observedConverged: null,
      observedAt: null,
      observedError: null,
      observedErrorSince: null,
    });
    update<ServiceRow>(
      tables.services,
      (service) => service.id === unit.serviceId && service.nextCreateIndex <= unit.createIndex,
      (service) => ({ ...service, nextCreateIndex: unit.createIndex + 1 }),
    );
  }
  refuseDoubles(tables.units.values());
  for (const row of json<NewInstance[]>(call, 1)) tables.instances.set(row.id, newInstance(row));
  return changed(units.length);
};

const insertInstances: Statement = (call) => {
  const { instances } = call.tables;
  for (const row of json<NewInstance[]>(call, 0)) {
    const known = [...instances.values()].some(
      (one) => one.unitId === row.unitId && one.launch === row.launch,
    );
    if (!known) instances.set(row.id, newInstance(row));
  }
  return changed(0);
};

const dropInstances: Statement = (call) => {
  const kept = new Map(
    json<{ unitId: string; launches: string[] }[]>(call, 0).map(({ unitId, launches }) => [unitId, launches]),
  );
  for (const [id, { unitId, launch }] of call.tables.instances) {
    if (kept.get(unitId)?.includes(launch) === false) call.tables.instances.delete(id);
  }
  return changed(0);
};

const statuses: Statement = (call) => {
  for (const row of json<StatusRow[]>(call, 0)) call.tables.statuses.set(row.serviceId, row);
  return changed(0);
};

const finishServices: Statement = (call) => {
  const { tables, now } = call;
  const ids = new Set(value<string[]>(call, 0));
  const inUse = new Set(
    [...tables.units.values()].filter((unit) => unit.removedAt === null).map((unit) => unit.serviceId),
  );
  return changed(
    update<ServiceRow>(
      tables.services,
      (row) => ids.has(row.id) && row.removedAt === null && row.desired === 'removed' && !inUse.has(row.id),
      (service) => ({ ...service, removedAt: now }),
    ),
  );
};

const hostUnits: Statement = (call) => {
  const hostId = value<string>(call, 0);
  const also = new Set(value<string[]>(call, 1));
  const units = [...call.tables.units.values()].filter(
    (unit) => unit.hostId === hostId && (unit.removedAt === null || also.has(unit.id)),
  );
  return answer(
    units.map(({ id, generation, desired, revisionId, restartCount, removedAt }) => ({
      unitId: id,
      generation,
      desired,
      revision: call.tables.revisions.get(revisionId)?.number ?? 0,
      revisionId,
      restartCount,
      removed: removedAt !== null,
      underway: call.tables.liveJobOf(id) !== undefined,
    })),
  );
};

const assignmentSources: Statement = (call) => {
  const { tables } = call;
  const ids = new Set(value<string[]>(call, 0));
  const hostId = value<string>(call, 1);
  const units = [...tables.units.values()].filter((unit) => ids.has(unit.id) && unit.hostId === hostId);
  return answer(
    units
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .flatMap((unit) => {
        const service = tables.services.get(unit.serviceId);
        const stack = tables.stacks.get(service?.stackId ?? '');
        if (service === undefined || stack === undefined) return [];
        const {
          id: unitId,
          environmentId,
          index,
          revisionId,
          generation,
          desired,
          restartCount,
          recreations,
        } = unit;
        const names = {
          stackId: stack.id,
          stackName: stack.name,
          serviceId: service.id,
          serviceName: service.name,
        };
        const plan = { index, revisionId, generation, desired, restartCount, recreations };
        return [{ unitId, environmentId, ...names, ...plan }];
      }),
  );
};

const revisionSpecs: Statement = (call) =>
  answer(
    value<string[]>(call, 0).flatMap((id) => {
      const row = call.tables.revisions.get(id);
      return row === undefined ? [] : [{ id, number: row.number, spec: row.spec }];
    }),
  );

const voidPlan: Statement = (call) => {
  call.tables.planGeneration += 1;
  return changed(1);
};

const raiseGenerations: Statement = (call) => {
  const generations = value<number[]>(call, 1);
  const hostId = value<string>(call, 2);
  const seen = new Map(value<string[]>(call, 0).map((id, at) => [id, generations[at] ?? 0]));
  const past = (unit: UnitRow) => seen.get(unit.id) ?? 0;
  return changed(
    update<UnitRow>(
      call.tables.units,
      (unit) => unit.hostId === hostId && seen.has(unit.id) && unit.generation <= past(unit),
      (unit) => ({ ...unit, generation: past(unit) + 1 }),
    ),
  );
};

export const PLAN_STATEMENTS: Readonly<Record<string, Statement>> = {
  'plan-advance': advance,
  'plan-host-states': hostStates,
  'plan-change-units': changeUnits,
  'plan-forget-units': forgetUnits,
  'plan-place-units': placeUnits,
  'plan-insert-instances': insertInstances,
  'plan-drop-instances': dropInstances,
  'plan-statuses': statuses,
  'plan-finish-services': finishServices,
  'plan-finish-stacks': () => changed(0),
  'host-units': hostUnits,
  'assignment-sources': assignmentSources,
  'revision-specs': revisionSpecs,
  'plan-void': voidPlan,
  'plan-raise-generations': raiseGenerations,
};
