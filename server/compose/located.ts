import type { Place } from './report.ts';

/** YAML with variables filled in and aliases followed, in which every value still knows where it was written. */
export type Located = LocatedText | LocatedList | LocatedMap;

/** Scalars stay text: `1.10`, `yes` and `0755` mean what was written, and each field reads its own type. */
export interface LocatedText {
  readonly kind: 'text';
  readonly place: Place;
  readonly text: string;
  readonly isNull: boolean;
}
export interface LocatedList {
  readonly kind: 'list';
  readonly place: Place;
  readonly items: readonly Located[];
}
export interface LocatedMap {
  readonly kind: 'map';
  readonly place: Place;
  readonly entries: ReadonlyMap<string, LocatedEntry>;
}
export interface LocatedEntry {
  readonly keyPlace: Place;
  readonly value: Located;
}

export function isNull(value: Located): boolean {
  return value.kind === 'text' && value.isNull;
}

const KIND_WORDS = { text: 'a single value', list: 'a list', map: 'a map of keys' } as const;

export function kindWords(value: Located): string {
  return isNull(value) ? 'nothing' : KIND_WORDS[value.kind];
}
