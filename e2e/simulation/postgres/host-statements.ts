import type { UnitError } from '../../../agent/protocol/errors.ts';
import type { InstanceChange, UnitChange } from '../../../server/db/repositories/ingest/write-units.ts';
import { answer, changed, json, type Statement, type StatementCall, update, value } from './statement.ts';
import type { HostRow, UnitRow } from './tables.ts';

const credentials: Statement = (call) => {
  const host = call.tables.hosts.get(value<string>(call, 0));
  if (host === undefined) return answer([]);
  const { id, environmentId, name, publicKey, labels, commandLabels } = host;
  return answer([
    {
      id,
      environmentId,
      name,
      publicKey,
      keyRevoked: host.keyRevokedAt !== null,
      removed: host.state === 'removed' || host.removedAt !== null,
      labels,
      commandLabels,
      sessionStamp: `${host.sessionHash ?? ''}:${host.sessionOpenedAt ?? ''}`,
    },
  ]);
};

function writeHost(call: StatementCall, fits: (host: HostRow) => boolean, change: Partial<HostRow>): number {
  const host = call.tables.hosts.get(value<string>(call, 0));
  if (host === undefined || !fits(host)) return 0;
  call.tables.hosts.set(host.id, { ...host, ...change });
  return 1;
}

const any = () => true;

function parsed(call: StatementCall, at: number): object | null {
  const text = value<string | null>(call, at);
  return text === null ? null : JSON.parse(text);
}

const openSession: Statement = (call) => {
  const automaticLabels = parsed(call, 6);
  const facts = parsed(call, 7);
  return changed(
    writeHost(call, any, {
      sessionHash: value<string>(call, 1),
      sessionOpenedAt: call.now,
      lastSeenAt: call.now,
      reportSequence: 0,
      labels: json(call, 4),
      commandLabels: json(call, 5),
      ...(automaticLabels === null ? {} : { automaticLabels: automaticLabels as HostRow['labels'] }),
      ...(facts === null ? {} : { facts }),
    }),
  );
};

const findSession: Statement = (call) => {
  const hash = value<string>(call, 0);
  const hosts = [...call.tables.hosts.values()].filter(
    (host) => host.sessionHash === hash && host.keyRevokedAt === null,
  );
  return answer(hosts.map(({ id, environmentId, name }) => ({ hostId: id, environmentId, hostName: name })));
};

function listedInSession({ observedAt, sessionOpenedAt }: HostRow): boolean {
  return observedAt !== null && sessionOpenedAt !== null && observedAt >= sessionOpenedAt;
}

const lockHost: Statement = (call) => {
  const host = call.tables.hosts.get(value<string>(call, 0));
  return answer(host === undefined ? [] : [{ ...host, listedInSession: listedInSession(host) }]);
};

const heartbeat: Statement = (call) => {
  const sequence = value<number>(call, 2);
  const fits = (host: HostRow) =>
    host.sessionHash === value<string>(call, 1) &&
    host.keyRevokedAt === null &&
    host.reportSequence < sequence &&
    host.engineReachable === value<boolean>(call, 3) &&
    (host.state === 'active' || host.state === 'inactive') &&
    listedInSession(host);
  const known = value<boolean>(call, 3) ? { knownAt: call.now } : {};
  const written = writeHost(call, fits, { lastSeenAt: call.now, reportSequence: sequence, ...known });
  // What hosts carry for a new server is looked at elsewhere: no version of it is told.
  return answer(written === 1 ? [{}] : []);
};

const observeHost: Statement = (call) => {
  const facts = parsed(call, 4);
  const labels = parsed(call, 6);
  const ports = parsed(call, 7);
  const count = value<number | null>(call, 8);
  return changed(
    writeHost(call, any, {
      lastSeenAt: call.now,
      reportSequence: value<number>(call, 1),
      engineReachable: value<boolean>(call, 2),
      ...(value<boolean>(call, 2) ? { knownAt: call.now } : {}),
      ...(value<boolean>(call, 3) ? { observedAt: call.now } : {}),
      ...(facts === null ? {} : { facts }),
      ...(labels === null ? {} : { automaticLabels: labels as HostRow['labels'] }),
      ...(ports === null ? {} : { foreignPorts: ports }),
      ...(count === null ? {} : { foreignContainerCount: count }),
    }),
  );
};

const recordedUnits: Statement = (call) => {
  const { tables } = call;
  const hostId = value<string>(call, 0);
  const asked = value<string[] | null>(call, 1);
  const units = [...tables.units.values()].filter(
    (unit) =>
      unit.hostId === hostId && unit.removedAt === null && (asked === null || asked.includes(unit.id)),
  );
  return answer(
    units
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map((unit) => {
        const job = tables.liveJobOf(unit.id);
        return {
          ...unit,
          stackId: tables.services.get(unit.serviceId)?.stackId ?? '',
          jobId: job?.id ?? null,
          jobGeneration: job?.generation ?? null,
          jobAttempts: job?.attempts ?? null,
          jobState: job?.state ?? null,
          jobError: job?.error ?? null,
        };
      }),
  );
};

const recordedInstances: Statement = (call) => {
  const ids = new Set(value<string[]>(call, 0));
  return answer(
    [...call.tables.instances.values()]
      .filter((instance) => ids.has(instance.unitId))
      .map((instance) => ({
        ...instance,
        startedAt: instance.startedAt === null ? null : new Date(instance.startedAt),
      })),
  );
};

function since(unit: UnitRow, error: UnitError | null, isNew: boolean, now: number): number | null {
  if (error === null) return null;
  return isNew ? now : unit.observedErrorSince;
}

const writeUnits: Statement = (call) => {
  const changes = new Map(json<UnitChange[]>(call, 0).map((change) => [change.id, change]));
  return changed(
    update<UnitRow>(
      call.tables.units,
      (unit) => changes.has(unit.id),
      (unit) => {
        const change = changes.get(unit.id);
        if (change === undefined) return unit;
        const { present, generation, converged, error, errorIsNew } = change;
        return {
          ...unit,
          observedPresent: present,
          observedGeneration: generation,
          observedConverged: converged,
          observedAt: call.now,
          observedError: error,
          observedErrorSince: since(unit, error, errorIsNew, call.now),
        };
      },
    ),
  );
};

const writeInstances: Statement = (call) => {
  const ids: { id: string }[] = [];
  for (const { facts, startedAt, ...change } of json<InstanceChange[]>(call, 0)) {
    const before = call.tables.instances.get(change.id);
    if (before === undefined) continue;
    const next = {
      ...before,
      ...change,
      startedAt: startedAt === null ? null : Date.parse(startedAt),
      facts: facts ?? before.facts,
    };
    const same = JSON.stringify(before) === JSON.stringify(next);
    if (same) continue;
    call.tables.instances.set(change.id, next);
    ids.push({ id: change.id });
  }
  return answer(ids);
};

const unitsElsewhere: Statement = (call) => {
  const ids = value<string[]>(call, 0);
  const hostId = value<string>(call, 1);
  return answer(
    ids.flatMap((id) => {
      const unit = call.tables.units.get(id);
      return unit === undefined || unit.hostId === hostId ? [] : [{ id }];
    }),
  );
};

export const HOST_STATEMENTS: Readonly<Record<string, Statement>> = {
  'host-credentials': credentials,
  'host-credentials-lock': credentials,
  'host-session-open': openSession,
  'host-session-find': findSession,
  'ingest-lock-host': lockHost,
  'ingest-heartbeat': heartbeat,
  'ingest-host': observeHost,
  'ingest-units': recordedUnits,
  'ingest-instances': recordedInstances,
  'ingest-write-units': writeUnits,
  'ingest-write-instances': writeInstances,
  'units-elsewhere': unitsElsewhere,
};
