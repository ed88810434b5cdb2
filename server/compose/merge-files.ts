import type { RawServices } from './format.ts';
import type { LocatedEntry } from './located.ts';
import { type Place, quote, type Report } from './report.ts';
import { didYouMean } from './suggest.ts';

export interface RawService {
  readonly name: string;
  readonly place: Place;
  readonly fields: ReadonlyMap<string, LocatedEntry>;
}

/** Service by service; where both files give a key, rancher-compose.yml wins. */
export function mergeFiles(compose: RawServices, rancher: RawServices, report: Report): RawService[] {
  for (const [name, { keyPlace }] of rancher) {
    if (compose.has(name)) continue;
    const cure = didYouMean(name, compose.keys());
    report.problem(keyPlace, 'missing', `docker-compose.yml has no service called ${quote(name)}.${cure}`);
  }
  return [...compose].map(([name, { keyPlace, value }]) => ({
    name,
    place: keyPlace,
    fields: new Map([...value.entries, ...(rancher.get(name)?.value.entries ?? [])]),
  }));
}
