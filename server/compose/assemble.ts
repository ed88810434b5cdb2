import type { LaunchConfig } from '../schemas/launch-config.ts';
import { descriptionSchema } from '../schemas/primitives/names.ts';
import { type ServiceLink, type ServiceSpec, scaleSchema, serviceSpecSchema } from '../schemas/service.ts';
import type { ServiceDraft } from './draft.ts';
import type { Place, Report } from './report.ts';
import { validateLaunch } from './validate-launch.ts';

export interface ParsedService {
  readonly name: string;
  /** Where the file begins to speak of it, for what only the whole environment can find wrong. */
  readonly place: Place;
  /** Null when neither file says; an existing service then keeps its own. */
  readonly scale: number | null;
  readonly description: string;
  readonly links: ServiceLink[];
  readonly spec: ServiceSpec;
}

/** Folds sidekicks into their services. A service that cannot be made whole is left out; the report says why. */
export function assemble(
  drafts: readonly ServiceDraft[],
  owners: ReadonlyMap<string, string>,
  report: Report,
): ParsedService[] {
  const launches = new Map(drafts.map((draft) => [draft.name, validateLaunch(draft, report)]));
  return drafts
    .filter((draft) => !owners.has(draft.name))
    .flatMap((draft) => {
      const sidekicks = drafts.filter((other) => owners.get(other.name) === draft.name);
      const service = assembleService(draft, sidekicks, launches, report);
      return service === null ? [] : [service];
    });
}

function assembleService(
  primary: ServiceDraft,
  sidekicks: readonly ServiceDraft[],
  launches: ReadonlyMap<string, LaunchConfig | null>,
  report: Report,
): ParsedService | null {
  const scale = readScale(primary, sidekicks, report);
  const description = descriptionSchema.safeParse(primary.description);
  if (!description.success)
    report.problem(primary.place, 'invalid', 'The description is longer than 500 characters.');
  const launch = launches.get(primary.name);
  const bodies = sidekicks.flatMap(({ name }) => {
    const body = launches.get(name);
    return body ? [{ name, launch: body }] : [];
  });
  if (!launch || bodies.length < sidekicks.length) return null;
  const spec = serviceSpecSchema.safeParse({
    launch,
    sidekicks: bodies,
    // A unit is placed as one, so the rules of its sidekicks bind the whole.
    hostRules: [primary, ...sidekicks].flatMap((draft) => draft.hostRules),
  });
  if (!spec.success) {
    for (const issue of spec.error.issues) report.problem(primary.place, 'invalid', issue.message);
    return null;
  }
  const links = uniqueLinks([primary, ...sidekicks]);
  return {
    name: primary.name,
    place: primary.place,
    scale,
    description: description.data ?? '',
    links,
    spec: spec.data,
  };
}

function readScale(primary: ServiceDraft, sidekicks: readonly ServiceDraft[], report: Report): number | null {
  for (const { scale, name } of sidekicks) {
    if (scale === null || scale.value === (primary.scale?.value ?? 1)) continue;
    report.warning(
      scale.place,
      'invalid',
      `Not used: the sidekick ${name} runs once for each ${primary.name}.`,
    );
  }
  if (primary.scale === null) return null;
  const parsed = scaleSchema.safeParse(primary.scale.value);
  if (parsed.success) return parsed.data;
  report.problem(primary.scale.place, 'invalid', parsed.error.issues[0]?.message ?? 'The scale is too high.');
  return null;
}

function uniqueLinks(drafts: readonly ServiceDraft[]): ServiceLink[] {
  const links = new Map<string, ServiceLink>();
  for (const { link } of drafts.flatMap((draft) => draft.links)) {
    if (!links.has(link.alias.toLowerCase())) links.set(link.alias.toLowerCase(), link);
  }
  return [...links.values()];
}
