import { isNode, isScalar, type Node, Scalar, type YAMLMap } from 'yaml';
import { isStorableText, LOST_KEY } from '../schemas/primitives/storable-text.ts';
import type { Located, LocatedEntry, LocatedMap } from './located.ts';
import { type Place, quote } from './report.ts';
import { join, type Walk } from './walk.ts';

/** A map's own keys come first; keys that `<<` brings in only fill the gaps. */
export function locateMap(walk: Walk, map: YAMLMap, place: Place, depth: number): LocatedMap {
  const entries = new Map<string, LocatedEntry>();
  const merges: { place: Place; value: Node }[] = [];
  for (const pair of map.items) {
    const keyNode = isNode(pair.key) ? pair.key : null;
    const offset = keyNode?.range?.[0] ?? map.range?.[0] ?? 0;
    if (keyNode === null || !isScalar(keyNode)) {
      walk.report.problem(
        { ...walk.placeOf(offset), path: place.path },
        'syntax',
        'A key must be plain text.',
      );
      continue;
    }
    const key = String(keyNode.value);
    const keyPlace = { ...walk.placeOf(offset), path: join(place.path, key) };
    const value = isNode(pair.value) ? pair.value : null;
    if (key === LOST_KEY || !isStorableText(key)) {
      walk.report.problem(keyPlace, 'invalid', `${quote(key)} cannot be a key.`);
    } else if (key === '<<' && keyNode.type === Scalar.PLAIN) {
      if (value !== null) merges.push({ place: keyPlace, value });
    } else if (entries.has(key)) {
      walk.report.problem(keyPlace, 'duplicate', `${quote(key)} was given before: keep one of them.`);
    } else {
      // The key was given, whatever its value: what reads it must not think that it is missing.
      const located = value === null ? null : walk.read(value, keyPlace.path, depth + 1);
      const valuePlace = { ...walk.placeOf(value?.range?.[0] ?? offset), path: keyPlace.path };
      entries.set(key, { keyPlace, value: located ?? nothing(valuePlace) });
    }
  }
  for (const merge of merges)
    mergeInto(walk, entries, merge.value, { ...merge.place, path: place.path }, depth);
  return { kind: 'map', place, entries };
}

function mergeInto(
  walk: Walk,
  entries: Map<string, LocatedEntry>,
  source: Node,
  place: Place,
  depth: number,
): void {
  const located = walk.read(source, place.path, depth + 1);
  if (located === null) return;
  for (const map of located.kind === 'list' ? located.items : [located]) {
    if (map.kind !== 'map') {
      walk.report.problem(place, 'invalid', '"<<" takes a map, or a list of maps, by alias.');
      continue;
    }
    for (const [key, entry] of map.entries) {
      if (!entries.has(key)) entries.set(key, moved(entry, place.path, key));
    }
  }
}

/** The path names the service that uses the value; the line stays where it is written, for that is where it is cured. */
function moved(entry: LocatedEntry, path: string, key: string): LocatedEntry {
  return { keyPlace: { ...entry.keyPlace, path: join(path, key) }, value: entry.value };
}

function nothing(place: Place): Located {
  return { kind: 'text', place, text: '', isNull: true };
}
