import type { PortClaim } from '../../model/host.ts';
import type { RevisionModel } from '../../model/service.ts';
import { type Finding, fatal } from '../finding.ts';
import { remainingUnits, type Subject } from '../subject.ts';

interface Tenant {
  readonly unitId: string;
  readonly revision: RevisionModel;
  /** What it had before the plan; null for a new unit. */
  readonly before: RevisionModel | null;
}

/** No host is given a port twice or more than it has. Only what the plan adds is judged. */
export function checkHostCapacity(subject: Subject): readonly Finding[] {
  const tenants = tenantsByHost(subject);
  return [...tenants].flatMap(([hostId, ofHost]) => [
    ...ofHost.flatMap((tenant) => checkPorts(subject, hostId, tenant, ofHost)),
    ...checkReservations(subject, hostId, ofHost),
  ]);
}

function tenantsByHost(subject: Subject): ReadonlyMap<string, readonly Tenant[]> {
  const tenants = new Map<string, Tenant[]>();
  const add = (hostId: string, unitId: string, revisionId: string, beforeId: string | null) => {
    const revision = subject.revisions.get(revisionId);
    const before = beforeId === null ? null : (subject.revisions.get(beforeId) ?? null);
    if (revision === undefined) return;
    const ofHost = tenants.get(hostId) ?? [];
    ofHost.push({ unitId, revision, before });
    tenants.set(hostId, ofHost);
  };
  for (const unit of remainingUnits(subject)) {
    const revisionId = subject.changes.get(unit.id)?.revisionId ?? unit.revisionId;
    add(unit.hostId, unit.id, revisionId, unit.revisionId);
  }
  for (const place of subject.places) add(place.hostId, place.unitId, place.revisionId, null);
  return tenants;
}

function checkPorts(
  { hosts }: Subject,
  hostId: string,
  tenant: Tenant,
  ofHost: readonly Tenant[],
): readonly Finding[] {
  const added = tenant.revision.ports.filter(
    (port) => !tenant.before?.ports.some((old) => covers(old, port)),
  );
  if (added.length === 0) return [];
  const foreign = hosts.get(hostId)?.foreignPorts ?? [];
  const others = ofHost.filter((other) => other !== tenant).flatMap((other) => other.revision.ports);
  return added
    .filter((port) => [...foreign, ...others].some((held) => meet(held, port)))
    .map((port) =>
      fatal('port-collision', tenant.unitId, `Port ${port.hostPort}/${port.protocol} is taken on ${hostId}.`),
    );
}

function isAnyAddress(ip: string | null): boolean {
  return ip === null || ip === '' || ip === '0.0.0.0' || ip === '::';
}

function covers(held: PortClaim, port: PortClaim): boolean {
  return meet(held, port) && (isAnyAddress(held.hostIp) || held.hostIp === port.hostIp);
}

function meet(a: PortClaim, b: PortClaim): boolean {
  const samePort = a.hostPort === b.hostPort && a.protocol === b.protocol;
  return samePort && (isAnyAddress(a.hostIp) || isAnyAddress(b.hostIp) || a.hostIp === b.hostIp);
}

function checkReservations(
  { hosts }: Subject,
  hostId: string,
  tenants: readonly Tenant[],
): readonly Finding[] {
  const host = hosts.get(hostId);
  if (host === undefined) return [];
  const check = (what: string, capacity: number | null, sizeOf: (revision: RevisionModel) => number) => {
    const grows = tenants.some(
      ({ revision, before }) => sizeOf(revision) > (before === null ? 0 : sizeOf(before)),
    );
    const total = tenants.reduce((sum, { revision }) => sum + sizeOf(revision), 0);
    if (capacity === null || !grows || total <= capacity) return [];
    return [fatal('over-reserved', hostId, `${total} of ${capacity} ${what} would be reserved.`)];
  };
  return [
    ...check('bytes of memory', host.memoryBytes, (revision) => revision.memoryReservationBytes),
    ...check('milli-CPU', host.milliCpu, (revision) => revision.milliCpuReservation),
  ];
}
