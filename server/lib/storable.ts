import { isStorableText, LOST_KEY } from '../schemas/primitives/storable-text.ts';

/**
 * Text that PostgreSQL cannot keep, alone or in JSON; a key that objects have a use of their own for, so that it would be
 * lost on the way; more levels or parts than allowed.
 */
export interface Unstorable {
  readonly kind: 'text' | 'key' | 'depth' | 'size';
  /** Dotted; empty for the whole, and for a key of the whole. */
  readonly path: string;
}

interface Bounds {
  readonly depthMax: number;
  /** Values and list items in all. */
  readonly partsMax: number;
}

interface Open {
  readonly value: unknown;
  readonly path: readonly string[];
}

/** The first fault found; null when there is none. Never recurses, so that nothing is too deep for it. */
export function findUnstorable(value: unknown, { depthMax, partsMax }: Bounds): Unstorable | null {
  const open: Open[] = [{ value, path: [] }];
  let worst: Unstorable | null = null;
  let parts = 1;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path } = next;
    const fault = (kind: Unstorable['kind']): Unstorable => ({ kind, path: path.join('.') });
    if (typeof next.value === 'string' && !isStorableText(next.value)) worst ??= fault('text');
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (path.length >= depthMax) return fault('depth');
    const keys = Object.keys(next.value);
    parts += keys.length;
    if (parts > partsMax) return fault('size');
    for (const key of keys) {
      if (!isStorableText(key)) worst ??= fault('text');
      else if (key === LOST_KEY) worst ??= fault('key');
      open.push({ value: (next.value as Record<string, unknown>)[key], path: [...path, key] });
    }
  }
  return worst;
}

function replaced(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\ufffd');
  if (Array.isArray(value)) return value.map(replaced);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== LOST_KEY);
  return Object.fromEntries(entries.map(([key, inner]) => [replaced(key), replaced(inner)]));
}

/** The same with a mark in the place of what cannot be stored; null when it is too deep or has too many parts. */
export function makeStorable(value: unknown, bounds: Bounds): { readonly value: unknown } | null {
  const fault = findUnstorable(value, bounds);
  if (fault?.kind === 'depth' || fault?.kind === 'size') return null;
  return { value: fault === null ? value : replaced(value) };
}
