import type { ServiceDraft } from './draft.ts';
import { quote, type Report } from './report.ts';
import { didYouMean } from './suggest.ts';

/** Which primary each sidekick belongs to. Wrong relations are reported and left out. */
export function resolveSidekicks(drafts: readonly ServiceDraft[], report: Report): Map<string, string> {
  const byName = new Map(drafts.map((draft) => [draft.name, draft]));
  const owners = new Map<string, string>();
  for (const primary of drafts) {
    for (const { name, place } of primary.sidekicks) {
      const sidekick = byName.get(name);
      const owner = owners.get(name);
      if (sidekick === undefined) {
        const cure = didYouMean(name, byName.keys());
        report.problem(
          place,
          'missing',
          `There is no service called ${quote(name)} to be a sidekick.${cure}`,
        );
      } else if (name === primary.name || sidekick.sidekicks.length > 0) {
        report.problem(place, 'invalid', `${quote(name)} cannot be a sidekick: it has sidekicks itself.`);
      } else if (owner !== undefined && owner !== primary.name) {
        report.problem(place, 'invalid', `${quote(name)} is already a sidekick of ${quote(owner)}.`);
      } else {
        owners.set(name, primary.name);
      }
    }
  }
  return owners;
}

export function checkNames(drafts: readonly ServiceDraft[], report: Report): void {
  const seen = new Map<string, string>();
  for (const { name, place } of drafts) {
    const twin = seen.get(name.toLowerCase());
    if (twin !== undefined) {
      report.problem(
        place,
        'duplicate',
        `${quote(name)} and ${quote(twin)} differ only in capitals: rename one.`,
      );
    }
    seen.set(name.toLowerCase(), name);
  }
}

/** Links and depends_on inside the file have to lead somewhere; `stack/service` lies outside it. */
export function checkReferences(
  drafts: readonly ServiceDraft[],
  owners: ReadonlyMap<string, string>,
  stackName: string,
  report: Report,
): void {
  const names = new Map(drafts.map((draft) => [draft.name.toLowerCase(), draft.name]));
  for (const draft of drafts) {
    for (const { link, place } of draft.links) {
      const [first = '', second] = link.service.split('/');
      if (second !== undefined && first.toLowerCase() !== stackName.toLowerCase()) continue;
      const target = names.get((second ?? first).toLowerCase());
      const owner = target === undefined ? undefined : owners.get(target);
      if (target === undefined) {
        const cure =
          didYouMean(second ?? first, names.values()) || ' For another stack write "stack/service".';
        report.problem(place, 'missing', `There is no service called ${quote(second ?? first)}.${cure}`);
      } else if (owner !== undefined) {
        report.problem(
          place,
          'invalid',
          `${quote(target)} is a sidekick. Link to its service ${quote(owner)}.`,
        );
      }
    }
    for (const { service, place } of draft.dependsOn) {
      if (names.has(service.toLowerCase())) continue;
      report.problem(
        place,
        'missing',
        `There is no service called ${quote(service)}.${didYouMean(service, names.values())}`,
      );
    }
  }
}
