import type { ServiceModel } from '../../model/service.ts';
import { type Finding, fatal } from '../finding.ts';
import { remainingUnits, type Subject } from '../subject.ts';

/** A slot has one holder; only a unit that was given up makes way before it is known to be gone. */
export function checkSlots(subject: Subject): readonly Finding[] {
  const holders = new Map<string, string>();
  for (const unit of remainingUnits(subject)) {
    if (unit.lostAt !== null || subject.changes.get(unit.id)?.lost === true) continue;
    holders.set(`${unit.serviceId} ${unit.index}`, unit.id);
  }
  return subject.places.flatMap((place) => {
    const key = `${place.serviceId} ${place.index}`;
    const holder = holders.get(key);
    holders.set(key, place.unitId);
    if (holder === undefined) return [];
    return [
      fatal('slot-taken', place.unitId, `Index ${place.index} of ${place.serviceId} is held by ${holder}.`),
    ];
  });
}

/** Nothing is placed that nobody asked for. */
export function checkWanted(subject: Subject): readonly Finding[] {
  const staying = new Map<string, number>();
  const count = (serviceId: string) => staying.set(serviceId, (staying.get(serviceId) ?? 0) + 1);
  for (const unit of subject.input.units) {
    const desired = subject.changes.get(unit.id)?.desired ?? unit.desired;
    if (desired !== 'removed' && !subject.forgets.has(unit.id)) count(unit.serviceId);
  }
  return subject.places.flatMap((place) => {
    count(place.serviceId);
    const service = subject.services.get(place.serviceId);
    if (service === undefined) return [];
    if (!isAskedToRun(subject, service)) {
      return [fatal('not-wanted', place.unitId, `${service.id} is not asked to run.`)];
    }
    if ((staying.get(service.id) ?? 0) <= service.scale) return [];
    return [fatal('not-wanted', place.unitId, `${service.id} gets more than ${service.scale} units.`)];
  });
}

function isAskedToRun({ stacks }: Subject, service: ServiceModel): boolean {
  return service.desired === 'running' && stacks.get(service.stackId)?.desired !== 'removed';
}
