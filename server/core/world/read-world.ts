import { classify } from '../classify/classify.ts';
import { nextStandingAt, standingOf } from '../hosts/standing.ts';
import type { HostModel } from '../model/host.ts';
import type { PlanRequest } from '../model/input.ts';
import type { ServiceModel, StackModel } from '../model/service.ts';
import type { UnitModel } from '../model/unit.ts';
import { demandOf } from '../placement/demand.ts';
import { by, compareText, sorted } from '../sort.ts';
import { groupBy } from './group-by.ts';
import { isGone, wasSeenRunning } from './observed.ts';
import type { HostFacts, ServiceFacts, UnitFacts, World } from './world.ts';

export function readWorld(request: PlanRequest): World {
  const { input } = request;
  const unitsOfHost = groupBy(input.units, (unit) => unit.hostId);
  const hosts = sorted(
    input.hosts,
    by(
      (a, b) => compareText(a.name, b.name),
      (a, b) => compareText(a.id, b.id),
    ),
  ).map((host) => readHost(host, unitsOfHost.get(host.id) ?? [], request));
  const stacks = sorted(input.stacks, (a, b) => compareText(a.id, b.id));
  const services = readServices(request, hosts, stacks);
  return {
    request,
    hosts,
    stacks,
    services,
    unitsByHost: groupBy(
      services.flatMap(({ units }) => units),
      ({ unit }) => unit.hostId,
    ),
  };
}

/** A host holds a unit until it has said, and can be believed, that the unit is gone. */
function holdsUnits(host: HostModel, units: readonly UnitModel[]): boolean {
  return units.some((unit) => !isGone(unit) || host.knowledge.kind === 'unknown');
}

function readHost(host: HostModel, units: readonly UnitModel[], request: PlanRequest): HostFacts {
  const { now, timing } = request;
  const holding = holdsUnits(host, units);
  return {
    host,
    ...standingOf(host, now, timing, holding),
    changesAt: nextStandingAt(host, now, timing, holding),
  };
}

function readServices(
  { input }: PlanRequest,
  hosts: readonly HostFacts[],
  stacks: readonly StackModel[],
): readonly ServiceFacts[] {
  const hostById = new Map(hosts.map((facts) => [facts.host.id, facts]));
  const stackById = new Map(stacks.map((stack) => [stack.id, stack]));
  const unitsOfService = groupBy(input.units, (unit) => unit.serviceId);
  const order = by<ServiceModel>(
    (a, b) => a.createdAt - b.createdAt,
    (a, b) => compareText(a.id, b.id),
  );
  return sorted(input.services, order).map((service) =>
    readService(
      service,
      stackById.get(service.stackId) ?? null,
      unitsOfService.get(service.id) ?? [],
      hostById,
    ),
  );
}

function readService(
  service: ServiceModel,
  stack: StackModel | null,
  units: readonly UnitModel[],
  hostById: ReadonlyMap<string, HostFacts>,
): ServiceFacts {
  const desired = stack?.desired === 'removed' ? 'removed' : service.desired;
  const asked = { ...service, desired };
  const demands = new Map(service.revisions.map((revision) => [revision.id, demandOf(revision)]));
  const order = by<UnitModel>(
    (a, b) => a.index - b.index,
    (a, b) => a.createIndex - b.createIndex,
    (a, b) => compareText(a.id, b.id),
  );
  return {
    service,
    stack,
    desired,
    demand: demands.get(service.currentRevisionId) ?? null,
    demands,
    units: sorted(units, order).map((unit) => readUnit(unit, asked, hostById.get(unit.hostId) ?? null)),
  };
}

function readUnit(unit: UnitModel, service: ServiceModel, host: HostFacts | null): UnitFacts {
  const believed = host?.reach === 'reachable' && host.host.knowledge.kind !== 'unknown';
  const running = believed && wasSeenRunning(unit);
  return { unit, host, running, bucket: classify({ unit, service, host, running }).bucket };
}
