import { containerName } from '../naming/names.ts';
import { by, compareText } from '../sort.ts';
import type { Tell } from './carried.ts';
import type { Outline, OutlineService, OutlineUnit, Present, RevisionToWrite, UnitToWrite } from './model.ts';
import type { Kept } from './take-services.ts';

interface Sources {
  readonly outline: Outline;
  readonly present: Present;
  /** Hosts that are here or are being taken. */
  readonly hostIds: ReadonlySet<string>;
  /** Those of them that are being taken. */
  readonly newHostIds: ReadonlySet<string>;
  readonly stackNames: ReadonlyMap<string, string>;
  readonly services: readonly Kept<OutlineService>[];
  readonly revisions: readonly RevisionToWrite[];
  readonly tell: Tell;
}

/** Of two that claim one slot the one that was decided on later has it. */
const higherGenerationFirst = by<OutlineUnit>(
  (a, b) => b.generation - a.generation,
  (a, b) => compareText(a.id, b.id),
);

function revisionIds({ present, revisions }: Sources): Map<string, string> {
  const key = (revision: { serviceId: string; number: number }) => `${revision.serviceId}/${revision.number}`;
  // What is here goes before what is carried: units of this server refer to it.
  return new Map([...revisions, ...present.revisions].map((revision) => [key(revision), revision.id]));
}

function instancesOf(unit: OutlineUnit, stack: string, service: string): UnitToWrite['instances'] {
  return Object.entries(unit.instances)
    .sort(([a], [b]) => compareText(a, b))
    .map(([launch, id]) => ({
      id,
      launch,
      name: containerName({ stack, service, launch, index: unit.index }),
    }));
}

/**
 * Units as they were: same id, index, host and generation, so that their hosts find nothing to do. One whose slot is
 * filled already comes back as one to be removed, a generation further, so that nothing runs twice.
 */
export function takeUnits(sources: Sources): UnitToWrite[] {
  const { outline, present, hostIds, newHostIds, stackNames, services, tell } = sources;
  const serviceById = new Map(services.map((service) => [service.id, service]));
  const revisionIdOf = revisionIds(sources);
  const here = new Set(present.units.map((unit) => unit.id));
  const filled = new Set(
    present.units.filter((unit) => unit.live).map((unit) => `${unit.serviceId}/${unit.index}`),
  );
  const taken: UnitToWrite[] = [];
  for (const unit of [...outline.units].sort(higherGenerationFirst)) {
    const service = serviceById.get(unit.serviceId);
    if (service === undefined || here.has(unit.id)) continue;
    // Host and service have been here all along: that the unit is not means that it went, longer ago than is kept.
    if (service.change === 'same' && hostIds.has(unit.hostId) && !newHostIds.has(unit.hostId)) continue;
    here.add(unit.id);
    const stack = stackNames.get(service.stackId) ?? '';
    const label = `${stack}/${service.name}`;
    if (!hostIds.has(unit.hostId)) {
      if (unit.desired !== 'removed') tell({ code: 'unit-without-host', service: label, index: unit.index });
      continue;
    }
    const exact = revisionIdOf.get(`${unit.serviceId}/${unit.revision}`);
    const revisionId = exact ?? revisionIdOf.get(`${unit.serviceId}/${service.revisionNumber}`);
    if (revisionId === undefined) continue;
    if (exact === undefined && unit.desired !== 'removed') {
      tell({
        code: 'revision-missing',
        service: label,
        revision: unit.revision,
        used: service.revisionNumber,
      });
    }
    const slot = `${unit.serviceId}/${unit.index}`;
    const surplus = unit.desired !== 'removed' && filled.has(slot);
    if (surplus) tell({ code: 'unit-surplus', service: label, index: unit.index });
    if (unit.desired !== 'removed') filled.add(slot);
    const { revision: _, instances: __, ...rest } = unit;
    taken.push({
      ...rest,
      desired: surplus ? 'removed' : unit.desired,
      generation: unit.generation + (surplus || exact === undefined ? 1 : 0),
      revisionId,
      instances: instancesOf(unit, stack, service.name),
    });
  }
  return taken.sort((a, b) => compareText(a.id, b.id));
}
