import { isDeepStrictEqual } from 'node:util';
import type { LaunchConfig } from '../../schemas/launch-config.ts';
import type { ServiceLink, ServiceSpec } from '../../schemas/service.ts';

export interface ComparedService {
  readonly description: string;
  readonly links: readonly ServiceLink[];
  readonly spec: ServiceSpec;
}

function changedLaunchFields(before: LaunchConfig, after: LaunchConfig): string[] {
  const names = Object.keys(after) as (keyof LaunchConfig)[];
  return names.filter((name) => !isDeepStrictEqual(before[name], after[name]));
}

/** Links are a set: their order in the file means nothing. */
function sortLinks(links: readonly ServiceLink[]): ServiceLink[] {
  return [...links].sort((a, b) => (`${a.alias}/${a.service}` < `${b.alias}/${b.service}` ? -1 : 1));
}

function changedSidekicks(before: ServiceSpec, after: ServiceSpec): string[] {
  const launchOf = (spec: ServiceSpec) => new Map(spec.sidekicks.map(({ name, launch }) => [name, launch]));
  const [old, fresh] = [launchOf(before), launchOf(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((name) => {
    const [was, is] = [old.get(name), fresh.get(name)];
    if (was === undefined || is === undefined) return [`sidekicks.${name}`];
    return changedLaunchFields(was, is).map((field) => `sidekicks.${name}.${field}`);
  });
}

/** What applying would change of a service that exists; empty when it is the same. Scale is never a part of it. */
export function changedFields(before: ComparedService, after: ComparedService): string[] {
  return [
    ...(before.description === after.description ? [] : ['description']),
    ...(isDeepStrictEqual(sortLinks(before.links), sortLinks(after.links)) ? [] : ['links']),
    ...changedLaunchFields(before.spec.launch, after.spec.launch),
    ...changedSidekicks(before.spec, after.spec),
    ...(isDeepStrictEqual(before.spec.hostRules, after.spec.hostRules) ? [] : ['hostRules']),
  ];
}
