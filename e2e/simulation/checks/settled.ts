import type { EngineContainer } from '../../../agent/docker/port.ts';
import { LABEL } from '../../../agent/protocol/labels.ts';
import type { People } from '../chaos/people.ts';
import { isLive, type ServiceRow, type StatusRow, type Tables, type UnitRow } from '../postgres/tables.ts';
import type { SimHost, Simulation } from '../world/simulation.ts';

interface ToldUnit {
  readonly unitId: string | null;
  readonly reason: { readonly code: string } | null;
}

/** What is still not as it should be when nothing goes wrong any more. Empty: all is as asked, and says so. */
export function findUnsettled(sim: Simulation, people: People): readonly string[] {
  const tables = sim.database.committed;
  const hosts = sim.hosts.filter(({ id }) => tables.hosts.get(id)?.removedAt === null);
  return [
    ...[...tables.services.values()].flatMap((service) => serviceFaults(tables, service, people)),
    ...hosts.flatMap((host) => hostFaults(tables, host)),
    ...[...tables.jobs.values()].filter(isLive).map((job) => `job ${job.id} of ${job.key} is ${job.state}`),
  ];
}

/** Tombstones are the last to go: only a full compare tells an agent that it may forget them. */
export function findTombstones(sim: Simulation): readonly string[] {
  const tables = sim.database.committed;
  return sim.hosts
    .filter(({ id }) => tables.hosts.get(id)?.removedAt === null)
    .flatMap((host) => (host.agent?.store?.all() ?? []).map(({ assignment }) => ({ host, assignment })))
    .filter(({ assignment }) => assignment.desired === 'removed')
    .map(({ host, assignment }) => `${host.name} remembers ${assignment.unitId}`);
}

function serviceFaults(tables: Tables, service: ServiceRow, people: People): readonly string[] {
  const units = [...tables.units.values()].filter(
    (unit) => unit.serviceId === service.id && unit.removedAt === null,
  );
  if (service.removedAt !== null) return units.map((unit) => `${unit.id} outlived ${service.id}`);
  if (service.desired === 'removed') return [`${service.id} is not closed`];
  const status = tables.statuses.get(service.id);
  if (status === undefined) return [`${service.id} is not reported`];
  const told = status.units as ToldUnit[];
  const waiting = told.filter(({ unitId }) => unitId === null);
  const excused = told.some(({ reason }) => reason?.code === 'no-host') && mayWait(tables, service);
  const pending = told.filter(({ reason }) => reason !== null && !(excused && reason.code === 'no-host'));
  const faults = pending.map(({ unitId, reason }) => `${service.id} ${unitId ?? 'slot'}: ${reason?.code}`);
  const count = units.length + (excused ? waiting.length : 0);
  if (service.desired === 'running' && count !== service.scale) {
    faults.push(`${service.id} has ${count} of ${service.scale}`);
  }
  if (!excused && (status.reason !== null || !isFinal(status)))
    faults.push(`${service.id} is ${status.state}`);
  const gap = units.some(({ index }) => index > service.scale);
  const scaledDown = people.wishes.get(service.id)?.scaledDown === true;
  if (gap && !scaledDown && !excused && service.desired === 'running') {
    faults.push(`${service.id} has gaps: ${units.map(({ index }) => index).join(' ')}`);
  }
  return faults;
}

function isFinal({ state }: StatusRow): boolean {
  return state === 'active' || state === 'stopped';
}

/** A host port or a rule may leave a slot without a host, and so does having no host at all. */
function mayWait(tables: Tables, service: ServiceRow): boolean {
  const active = [...tables.hosts.values()].filter((host) => host.state === 'active');
  if (active.length === 0) return true;
  const revisions = [...tables.revisions.values()].filter(({ serviceId }) => serviceId === service.id);
  const current = revisions.find(({ number }) => number === service.revisionNumber);
  const spec = JSON.stringify(current?.spec ?? {});
  return spec.includes('"hostPort":8') || spec.includes('"rule":"must"');
}

function hostFaults(tables: Tables, host: SimHost): readonly string[] {
  const row = tables.hosts.get(host.id);
  if (row?.desired === 'removed') return [`${host.name} is not removed`];
  if (row?.state !== row?.desired) return [`${host.name} is ${row?.state}`];
  const units = [...tables.units.values()].filter(
    (unit) => unit.hostId === host.id && unit.removedAt === null,
  );
  const containers = host.engine.fake.all().filter(({ labels }) => (labels[LABEL.unit] ?? '') !== '');
  const known = new Set(units.map(({ id }) => id));
  const held = new Map(
    (host.agent?.store?.all() ?? []).map(({ assignment }) => [assignment.unitId, assignment.generation]),
  );
  return [
    ...units.flatMap((unit) => unitFaults(tables, unit, containers)),
    ...units
      .filter((unit) => held.get(unit.id) !== unit.generation)
      .map((unit) => `${host.name} holds ${unit.id} at ${held.get(unit.id)}, not ${unit.generation}`),
    ...containers
      .filter(({ labels }) => !known.has(labels[LABEL.unit] ?? ''))
      .map(({ name, labels }) => `${host.name} has ${name} of ${labels[LABEL.unit]}, which nobody asked for`),
  ];
}

function unitFaults(
  tables: Tables,
  unit: UnitRow,
  containers: readonly EngineContainer[],
): readonly string[] {
  const own = containers.filter(({ labels }) => labels[LABEL.unit] === unit.id);
  if (unit.desired === 'removed') return [`${unit.id} is not closed`];
  if (unit.desired === 'stopped') {
    return own.filter(({ state }) => state === 'running').map(({ name }) => `${name} runs`);
  }
  const spec = tables.revisions.get(unit.revisionId)?.spec as { readonly sidekicks: unknown[] };
  const wanted = 1 + spec.sidekicks.length;
  const running = own.filter(({ state }) => state === 'running').length;
  if (running === wanted && own.length === wanted) return [];
  return [`${unit.id} has ${own.length} containers, ${running} running, not ${wanted}`];
}
