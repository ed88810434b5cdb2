import { LOST_KEY } from '../schemas/primitives/storable-text.ts';
import { isNull, kindWords, type Located } from './located.ts';
import { type Place, quote, type Report } from './report.ts';
import { join } from './walk.ts';

export interface LocatedPair {
  readonly key: string;
  /** Null when only the key was given. */
  readonly value: string | null;
  readonly place: Place;
}

/** `environment`, `labels` and their like: a map, or a list of `key=value`. The last of equal keys in a list wins. */
export function readKeyValues(value: Located, report: Report): LocatedPair[] {
  if (isNull(value)) return [];
  if (value.kind === 'map') return readPairsOfMap(value, report);
  if (value.kind === 'list') return readPairsOfList(value.items, value.place.path, report);
  report.problem(
    value.place,
    'invalid',
    `A map (key: value) or a list (- key=value) belongs here, not ${kindWords(value)}.`,
  );
  return [];
}

function readPairsOfMap(map: Extract<Located, { kind: 'map' }>, report: Report): LocatedPair[] {
  const pairs: LocatedPair[] = [];
  for (const [key, { keyPlace, value }] of map.entries) {
    if (value.kind === 'text') pairs.push({ key, value: value.isNull ? null : value.text, place: keyPlace });
    else report.problem(value.place, 'invalid', `A single value belongs here, not ${kindWords(value)}.`);
  }
  return pairs;
}

function readPairsOfList(items: readonly Located[], path: string, report: Report): LocatedPair[] {
  const pairs = new Map<string, LocatedPair>();
  for (const item of items) {
    for (const pair of pairsOfItem(item, path, report)) pairs.set(pair.key, pair);
  }
  return [...pairs.values()];
}

function pairsOfItem(item: Located, path: string, report: Report): LocatedPair[] {
  // "- KEY: value" is a map inside the list. It is a common slip that can only mean one thing.
  if (item.kind === 'map') return readPairsOfMap(item, report);
  if (item.kind === 'list' || item.isNull) {
    report.problem(item.place, 'invalid', `Each item is key=value, not ${kindWords(item)}.`);
    return [];
  }
  const separator = item.text.indexOf('=');
  const key = separator === -1 ? item.text : item.text.slice(0, separator);
  const value = separator === -1 ? null : item.text.slice(separator + 1);
  if (key === LOST_KEY) {
    report.problem(item.place, 'invalid', `${quote(key)} cannot be a key.`);
    return [];
  }
  return [{ key, value, place: { ...item.place, path: join(path, key) } }];
}
