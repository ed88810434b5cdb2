import superjson from 'superjson';
import { DomainError } from '../domain/errors.ts';
import { findUnstorable } from '../lib/storable.ts';

/*
 * What arrives, before any schema looks at it. The client's transformer can write dates, maps, expressions, references
 * and more; no input has any of these, so none of what would revive them is reached. What is left of its marks is
 * `undefined`, which plain JSON cannot write.
 */

/** Inputs are a handful of levels deep. Whatever copies or checks them recurses. */
const BOUNDS = { depthMax: 32, partsMax: 100_000 };

function refuse(message: string, field?: string): never {
  throw new DomainError('invalid-input', message, { field });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A tree of marks: `[['undefined']]` for the whole, or by path, a list whose last part holds what is below. */
function marksOnlyUndefined(marks: unknown): boolean {
  const open = [marks];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) open.push(...next);
    else if (isObject(next)) open.push(...Object.values(next));
    else if (next !== 'undefined') return false;
  }
  return true;
}

function revive(json: unknown, values: unknown): unknown {
  try {
    return superjson.deserialize({ json, meta: { values } } as Parameters<typeof superjson.deserialize>[0]);
  } catch {
    // Marks that lead nowhere. What the library says of them is of no use to a caller.
    return refuse('The request could not be read.');
  }
}

/** Throws `invalid-input`, with the field where one is at fault. */
export function readInput(wrapped: unknown): unknown {
  if (!isObject(wrapped) || !('json' in wrapped)) return refuse('The request could not be read.');
  const fault = findUnstorable(wrapped.json, BOUNDS);
  if (fault?.kind === 'depth') return refuse('The request is nested too deeply.');
  if (fault?.kind === 'size') return refuse('The request has too many parts.');
  const field = fault?.path || undefined;
  if (fault?.kind === 'key') return refuse('The name __proto__ cannot be used.', field);
  if (fault !== null) {
    return refuse('There is a character that cannot be stored: NUL or half of a pair.', field);
  }
  const meta = wrapped.meta;
  if (meta === undefined) return wrapped.json;
  if (!isObject(meta) || findUnstorable(meta, BOUNDS) !== null || !marksOnlyUndefined(meta.values)) {
    return refuse('The request could not be read.');
  }
  return meta.values === undefined ? wrapped.json : revive(wrapped.json, meta.values);
}
