import { compareText } from '../sort.ts';
import type { CarriedRevisions, Tell } from './carried.ts';
import { liveCounts } from './live-counts.ts';
import type {
  CarriedRevision,
  CarriedSpec,
  Outline,
  OutlineService,
  OutlineStack,
  Present,
  RecoveryProblem,
  RevisionToWrite,
} from './model.ts';

export type Kept<T> = T & { readonly change: 'create' | 'same' };

function byId<T extends { readonly id: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => compareText(a.id, b.id));
}

/** What was removed here stays removed; a name that was given away meanwhile is not taken from its owner. */
export function takeStacks(outline: Outline, present: Present, tell: Tell): Kept<OutlineStack>[] {
  const knownById = new Map(present.stacks.map((stack) => [stack.id, stack]));
  const names = new Set(
    present.stacks.filter((stack) => !stack.removed).map((stack) => stack.name.toLowerCase()),
  );
  const taken: Kept<OutlineStack>[] = [];
  for (const stack of byId(outline.stacks)) {
    const known = knownById.get(stack.id);
    if (known?.removed === true) continue;
    if (known !== undefined) {
      taken.push({ ...stack, name: known.name, change: 'same' });
    } else if (names.has(stack.name.toLowerCase())) {
      tell({ code: 'stack-name-taken', stack: stack.name });
    } else {
      names.add(stack.name.toLowerCase());
      taken.push({ ...stack, change: 'create' });
    }
  }
  return taken;
}

export interface TakenServices {
  readonly services: readonly Kept<OutlineService & { readonly image: string }>[];
  readonly revisions: readonly RevisionToWrite[];
}

interface Sources {
  readonly outline: Outline;
  readonly present: Present;
  readonly stacks: readonly OutlineStack[];
  readonly carried: CarriedRevisions;
  readonly tell: Tell;
}

function readable(revision: CarriedRevision | null): (CarriedRevision & { spec: CarriedSpec }) | null {
  return revision === null || revision.spec === null ? null : { ...revision, spec: revision.spec };
}

/** The carried revisions up to `last`, in order; those that cannot be read are left out. */
function readableRevisions(carried: CarriedRevisions, serviceId: string, last: number): RevisionToWrite[] {
  return carried
    .numbersOf(serviceId)
    .filter((number) => number <= last)
    .flatMap((number) => readable(carried.of(serviceId, number)) ?? []);
}

function whyMissing(
  service: OutlineService,
  label: string,
  { carried, unitCounts }: { carried: CarriedRevisions; unitCounts: ReadonlyMap<string, number> },
): RecoveryProblem {
  return carried.numbersOf(service.id).length > 0
    ? { code: 'spec-unreadable', service: label }
    : { code: 'service-without-spec', service: label, unitCount: unitCounts.get(service.id) ?? 0 };
}

/** A service is made again only with its spec; of one that no host carries the spec of, people are told the name. */
export function takeServices(sources: Sources): TakenServices {
  const { outline, present, stacks, carried, tell } = sources;
  const stackNames = new Map(stacks.map((stack) => [stack.id, stack.name]));
  const knownById = new Map(present.services.map((service) => [service.id, service]));
  const nameKey = (service: { stackId: string; name: string }) =>
    `${service.stackId}/${service.name.toLowerCase()}`;
  const names = new Set(present.services.filter((service) => !service.removed).map(nameKey));
  const unitCounts = liveCounts(outline.units, 'serviceId');
  const services: TakenServices['services'][number][] = [];
  const revisions: RevisionToWrite[] = [];
  for (const service of byId(outline.services)) {
    const stackName = stackNames.get(service.stackId);
    const known = knownById.get(service.id);
    if (stackName === undefined || known?.removed === true) continue;
    const label = `${stackName}/${service.name}`;
    const last = known?.revisionNumber ?? service.revisionNumber;
    const own = readableRevisions(carried, service.id, last);
    const newest = own.at(-1);
    if (known !== undefined) {
      revisions.push(...own);
      const image = newest?.spec.launch.image ?? '';
      services.push({ ...service, name: known.name, revisionNumber: last, image, change: 'same' });
    } else if (newest === undefined) {
      tell(whyMissing(service, label, { carried, unitCounts }));
    } else if (names.has(nameKey(service))) {
      tell({ code: 'service-name-taken', service: label });
    } else {
      if (newest.number !== last) {
        tell({ code: 'revision-missing', service: label, revision: last, used: newest.number });
      }
      names.add(nameKey(service));
      revisions.push(...own);
      const image = newest.spec.launch.image;
      services.push({ ...service, revisionNumber: newest.number, image, change: 'create' });
    }
  }
  return { services, revisions };
}
