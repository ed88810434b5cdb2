import { answer, type Statement } from './statement.ts';
import type { HostRow, ServiceRow, Tables, UnitRow } from './tables.ts';

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

function numberOf(facts: unknown, key: string): number | null {
  const found: unknown = facts === null ? null : Object(facts)[key];
  return typeof found === 'number' ? found : null;
}

function hostRow(host: HostRow) {
  return {
    ...host,
    stateSince: iso(host.stateSince),
    createdAt: iso(host.createdAt),
    lastSeenAt: iso(host.lastSeenAt),
    knownAt: iso(host.knownAt),
    sessionOpenedAt: iso(host.sessionOpenedAt),
    observedAt: iso(host.observedAt),
    memoryBytes: numberOf(host.facts, 'memoryBytes'),
    milliCpu: numberOf(host.facts, 'milliCpu'),
  };
}

function serviceRow(tables: Tables, service: ServiceRow) {
  const status = tables.statuses.get(service.id);
  const revision = [...tables.revisions.values()].find(
    (row) => row.serviceId === service.id && row.number === service.revisionNumber,
  );
  const { desired, scale, revisionNumber, restartCount, removalCount } = service;
  return {
    ...service,
    kind: 'service',
    createdAt: iso(service.createdAt),
    revisionId: revision?.id ?? null,
    asked: [desired, scale, revisionNumber, restartCount, removalCount].join('/'),
    statusAnswers: status?.answers ?? null,
    statusState: status?.state ?? null,
    statusReason: status?.reason ?? null,
    statusUnitCount: status?.unitCount ?? null,
    statusRunningCount: status?.runningCount ?? null,
    statusUnits: status?.units ?? null,
  };
}

function unitRow(tables: Tables, unit: UnitRow) {
  const job = tables.liveJobOf(unit.id);
  return {
    ...unit,
    createdAt: iso(unit.createdAt),
    lostAt: iso(unit.lostAt),
    observedAt: iso(unit.observedAt),
    observedErrorSince: iso(unit.observedErrorSince),
    jobGeneration: job?.generation ?? null,
    jobState: job?.state ?? null,
    jobAttempts: job?.attempts ?? null,
    jobNotBefore: iso(job?.notBefore ?? null),
    jobError: job?.error ?? null,
    jobFailingSince: iso(job?.failingSince ?? null),
  };
}

const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);

export const snapshot: Statement = ({ tables, now }) => {
  const units = [...tables.units.values()].filter((unit) => unit.removedAt === null).sort(byId);
  const seen = new Set(units.filter((unit) => unit.observedPresent === true).map((unit) => unit.id));
  const instances = [...tables.instances.values()]
    .filter((instance) => seen.has(instance.unitId))
    .map(({ unitId, launch, state }) => ({ unitId, launch, state }))
    .sort((a, b) => (`${a.unitId}/${a.launch}` < `${b.unitId}/${b.launch}` ? -1 : 1));
  return answer([
    {
      environment: { name: 'Default', planGeneration: tables.planGeneration, now: iso(now) },
      hosts: [...tables.hosts.values()]
        .filter((host) => host.state !== 'removed')
        .sort(byId)
        .map(hostRow),
      stacks: [...tables.stacks.values()].sort(byId).map((stack) => ({ ...stack, desired: 'present' })),
      services: [...tables.services.values()]
        .filter((service) => service.removedAt === null)
        .sort(byId)
        .map((service) => serviceRow(tables, service)),
      units: units.map((unit) => unitRow(tables, unit)),
      instances,
    },
  ]);
};
