import { compareText } from '../sort.ts';
import { groupBy } from '../world/group-by.ts';
import { carriedRevisions, newestOutline, type Tell } from './carried.ts';
import type {
  HostOffer,
  HostToTake,
  NamedEnvironment,
  Outline,
  Present,
  Rebuild,
  RecoveryProblem,
  RevisionToWrite,
} from './model.ts';
import { takeHosts } from './take-hosts.ts';
import { takeServices, takeStacks } from './take-services.ts';
import { takeUnits } from './take-units.ts';

interface NamePlace {
  readonly name: string;
  readonly replacesId: string | null;
}

/**
 * Names of environments are unique. One that was given away meanwhile keeps its new owner, unless that is empty: setting
 * up a server makes an environment, and it must not keep the rebuilt one from having its name.
 */
function placeFor(name: string, others: ReadonlyMap<string, NamedEnvironment>): NamePlace {
  const other = others.get(name.toLowerCase());
  if (other === undefined || other.empty) return { name, replacesId: other?.id ?? null };
  for (let count = 1; ; count += 1) {
    const free = `${name} (recovered${count === 1 ? '' : ` ${count}`})`;
    if (!others.has(free.toLowerCase())) return { name: free, replacesId: null };
  }
}

interface Sources {
  readonly offers: readonly HostOffer[];
  readonly present: Present;
  /** By name in lower case. */
  readonly others: ReadonlyMap<string, NamedEnvironment>;
}

function unknownUnits(
  offers: readonly HostOffer[],
  outline: Outline | null,
  present: Present,
): RecoveryProblem[] {
  const known = new Set([...(outline?.units ?? []), ...present.units].map((unit) => unit.id));
  return offers.flatMap((offer) => {
    const unitCount = offer.heldUnitIds.filter((id) => !known.has(id)).length;
    const hostName = offer.host?.name ?? offer.fallbackName;
    return unitCount === 0 ? [] : [{ code: 'unit-unknown' as const, hostName, unitCount }];
  });
}

function inOrder(problems: readonly RecoveryProblem[]): RecoveryProblem[] {
  const unique = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...unique].sort(([a], [b]) => compareText(a, b)).map(([, problem]) => problem);
}

type Workloads = Pick<Rebuild, 'stacks' | 'services' | 'revisions' | 'units'>;

function rebuildWorkloads(
  outline: Outline,
  { offers, present }: Sources,
  hosts: readonly HostToTake[],
  tell: Tell,
): Workloads {
  const carried = carriedRevisions(offers);
  const stacks = takeStacks(outline, present, tell);
  const { services, revisions } = takeServices({ outline, present, stacks, carried, tell });
  const stackNames = new Map(stacks.map((stack) => [stack.id, stack.name]));
  const serviceById = new Map(services.map((service) => [service.id, service]));
  for (const { serviceId, number } of carried.differing) {
    const service = serviceById.get(serviceId);
    if (service === undefined) continue;
    const name = `${stackNames.get(service.stackId)}/${service.name}`;
    tell({ code: 'revision-differs', service: name, revision: number });
  }
  const { id: environmentId } = outline.environment;
  const staying = present.hosts.filter((host) => !host.removed && host.environmentId === environmentId);
  const hostIds = new Set([...hosts, ...staying].map((host) => host.id));
  const newHostIds = new Set(hosts.map((host) => host.id));
  const units = takeUnits({ outline, present, hostIds, newHostIds, stackNames, services, revisions, tell });
  const here = new Set(present.revisions.map((revision) => `${revision.serviceId}/${revision.number}`));
  const isNew = (revision: RevisionToWrite) => !here.has(`${revision.serviceId}/${revision.number}`);
  return { stacks, services, revisions: revisions.filter(isNew), units };
}

const NOTHING = {
  replacesId: null,
  outline: null,
  hosts: [],
  stacks: [],
  services: [],
  revisions: [],
  units: [],
} as const;

function rebuildEnvironment(environmentId: string, sources: Sources): Rebuild {
  const { offers, present, others } = sources;
  const problems: RecoveryProblem[] = [];
  const tell = (problem: RecoveryProblem) => void problems.push(problem);
  const outline = newestOutline(offers, present.outline);
  const told = outline?.environment ?? { id: environmentId, name: '', description: '', createdAt: '' };
  const known = present.environment;
  const change = known === null ? 'create' : 'merge';
  if (known?.removed === true) {
    tell({ code: 'environment-removed', environment: known.name });
    return { ...NOTHING, environment: { ...told, name: known.name }, change, problems };
  }
  if (known === null && outline === null) {
    for (const offer of offers) tell({ code: 'environment-unknown', hostName: offer.fallbackName });
    return { ...NOTHING, environment: told, change, problems: inOrder(problems) };
  }
  const { name, replacesId } =
    known === null ? placeFor(told.name, others) : { name: known.name, replacesId: null };
  if (replacesId !== null) tell({ code: 'environment-replaced', environment: name });
  if (known === null && name !== told.name) {
    tell({ code: 'environment-renamed', environment: told.name, name });
  }
  const hosts = takeHosts({ offers, outline, present, tell });
  problems.push(...unknownUnits(offers, outline, present));
  const workloads = outline === null ? NOTHING : rebuildWorkloads(outline, sources, hosts, tell);
  const environment = { ...told, name };
  return {
    ...NOTHING,
    ...workloads,
    environment,
    change,
    replacesId,
    outline,
    hosts,
    problems: inOrder(problems),
  };
}

/**
 * What a yes to these offers writes, environment by environment. The newest outline of an environment says what there
 * was; specs come from whoever carries them; what is here already is left as it is. The order of the offers is of no
 * account.
 */
export function planRebuild(
  offers: readonly HostOffer[],
  presentById: ReadonlyMap<string, Present>,
  environments: readonly NamedEnvironment[],
): Rebuild[] {
  const others = new Map(environments.map((one) => [one.name.toLowerCase(), one]));
  const groups = [...groupBy(offers, (offer) => offer.environmentId)].sort(([a], [b]) => compareText(a, b));
  return groups.flatMap(([environmentId, own]) => {
    const present = presentById.get(environmentId);
    if (present === undefined) return [];
    const rebuild = rebuildEnvironment(environmentId, { offers: own, present, others });
    const { name } = rebuild.environment;
    others.set(name.toLowerCase(), { id: environmentId, name, empty: false });
    return [rebuild];
  });
}
