import type { PortClaim } from '../model/host.ts';
import type { PlanInput } from '../model/input.ts';
import type { RevisionModel } from '../model/service.ts';
import type { UnitModel } from '../model/unit.ts';

/**
 * What must hold of every state that plans lead to. Written from the rules, not from the planner; a simulator asks
 * the same questions after each of its events.
 */
export function slotsHeldTwice(input: PlanInput): readonly string[] {
  const held = input.units.filter((unit) => unit.lostAt === null && mayBeThere(unit)).map(slotOf);
  return held.filter((slot, at) => held.indexOf(slot) !== at);
}

export function portClashes(input: PlanInput): readonly string[] {
  return input.hosts.flatMap((host) => {
    const claims = [
      ...host.foreignPorts.map((port) => ({ owner: 'foreign', port })),
      ...tenants(input, host.id).flatMap(({ unit, revision }) =>
        revision.ports.map((port) => ({ owner: unit.id, port })),
      ),
    ];
    return claims.flatMap((a, at) =>
      claims
        .slice(at + 1)
        .filter((b) => a.owner !== b.owner && meet(a.port, b.port))
        .map((b) => `${host.id}: ${a.owner} and ${b.owner} on ${a.port.hostPort}`),
    );
  });
}

export function reservedTooMuch(input: PlanInput): readonly string[] {
  return input.hosts.flatMap(({ id, memoryBytes, milliCpu }) => {
    const revisions = tenants(input, id).map(({ revision }) => revision);
    const memory = revisions.reduce((sum, one) => sum + one.memoryReservationBytes, 0);
    const cpu = revisions.reduce((sum, one) => sum + one.milliCpuReservation, 0);
    return [
      ...(memoryBytes !== null && memory > memoryBytes ? [`${id}: memory`] : []),
      ...(milliCpu !== null && cpu > milliCpu ? [`${id}: cpu`] : []),
    ];
  });
}

export function slotOf({ serviceId, index }: UnitModel): string {
  return `${serviceId}/${index}`;
}

/** Not removed, or not yet known to be gone. */
export function mayBeThere({ desired, generation, observed }: UnitModel): boolean {
  return !(desired === 'removed' && observed.kind === 'absent' && observed.generation >= generation);
}

function tenants(
  input: PlanInput,
  hostId: string,
): readonly { readonly unit: UnitModel; readonly revision: RevisionModel }[] {
  const revisions = new Map(
    input.services.flatMap((service) => service.revisions.map((one) => [one.id, one])),
  );
  return input.units
    .filter((unit) => unit.hostId === hostId && mayBeThere(unit))
    .flatMap((unit) => {
      const revision = revisions.get(unit.revisionId);
      return revision === undefined ? [] : [{ unit, revision }];
    });
}

function meet(a: PortClaim, b: PortClaim): boolean {
  const anyAddress = [null, '', '0.0.0.0', '::'];
  if (a.hostPort !== b.hostPort || a.protocol !== b.protocol) return false;
  return anyAddress.includes(a.hostIp) || anyAddress.includes(b.hostIp) || a.hostIp === b.hostIp;
}
