import { type Alias, isAlias, isMap, isNode, isScalar, isSeq, type Node, Scalar } from 'yaml';
import { isStorableText } from '../schemas/primitives/storable-text.ts';
import { resolveAliases } from './aliases.ts';
import { interpolate } from './interpolate.ts';
import { DEPTH_MAX, EXPANDED_LENGTH_MAX, NODE_COUNT_MAX } from './limits.ts';
import { locateMap } from './locate-map.ts';
import type { Located, LocatedText } from './located.ts';
import type { Place } from './report.ts';
import { join, type Walk, type WalkInput } from './walk.ts';

export function locate(input: WalkInput): Located | null {
  const walk: Walk = {
    ...input,
    targets: resolveAliases(input.document),
    open: new Set(),
    nodeCount: 0,
    expandedLength: 0,
    exhausted: false,
    read: (node, path, depth) => locateNode(walk, node, path, depth),
  };
  const { contents } = input.document;
  const located = isNode(contents) ? locateNode(walk, contents, '', 0) : null;
  // Half a file would only look as if the other half were missing.
  return walk.exhausted ? null : located;
}

function locateNode(walk: Walk, node: Node, path: string, depth: number): Located | null {
  const place = { ...walk.placeOf(node.range?.[0] ?? 0), path };
  if (!withinLimits(walk, place, depth)) return null;
  if (isAlias(node)) return locateAlias(walk, node, place, depth);
  if (isScalar(node)) return locateScalar(walk, node, place);
  if (isMap(node)) return locateMap(walk, node, place, depth);
  if (!isSeq(node)) return null;
  const items = node.items.map((item, index) =>
    isNode(item) ? locateNode(walk, item, join(path, String(index)), depth + 1) : null,
  );
  return { kind: 'list', place, items: items.filter((item) => item !== null) };
}

function locateAlias(walk: Walk, alias: Alias, place: Place, depth: number): Located | null {
  const target = walk.targets.get(alias);
  if (target === undefined) {
    const cure = `There is no "&${alias.source}" above "*${alias.source}". Put quotes around a value that starts with "*".`;
    walk.report.problem(place, 'syntax', cure);
    return null;
  }
  if (walk.open.has(target)) {
    walk.report.problem(place, 'invalid', `"*${alias.source}" contains itself.`);
    return null;
  }
  walk.open.add(target);
  const located = locateNode(walk, target, place.path, depth + 1);
  walk.open.delete(target);
  return located;
}

function locateScalar(walk: Walk, node: Scalar, place: Place): LocatedText {
  const written = typeof node.value === 'string' ? node.value : '';
  const plain = node.type === Scalar.PLAIN || node.type === undefined;
  if (plain && /^(?:|~|null|Null|NULL)$/.test(written))
    return { kind: 'text', place, text: '', isNull: true };
  const { text, unset, error } = interpolate(written, walk.variables);
  if (error !== null) walk.report.problem(place, 'variable', error);
  for (const name of unset) {
    walk.report.warning(place, 'variable', `The variable ${name} has no value; it is taken as empty.`);
  }
  if (!isStorableText(text)) {
    walk.report.problem(
      place,
      'invalid',
      'There is a character that cannot be stored: NUL or half of a pair.',
    );
  }
  walk.expandedLength += text.length;
  return { kind: 'text', place, text, isNull: false };
}

/** A budget over the whole file, aliases and variables expanded: said once, then reading stops. */
function withinLimits(walk: Walk, place: Place, depth: number): boolean {
  if (walk.exhausted) return false;
  walk.nodeCount += 1;
  const reason =
    depth > DEPTH_MAX
      ? `Nested deeper than ${DEPTH_MAX} levels.`
      : walk.nodeCount > NODE_COUNT_MAX
        ? `More than ${NODE_COUNT_MAX} values with aliases followed.`
        : walk.expandedLength > EXPANDED_LENGTH_MAX
          ? 'The file becomes too large when its variables are filled in.'
          : null;
  if (reason === null) return true;
  walk.exhausted = true;
  walk.report.problem(place, 'invalid', reason);
  return false;
}
