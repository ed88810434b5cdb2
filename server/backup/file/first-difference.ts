import type { Tally } from './manifest.ts';

/** Null when every table asked for has the rows it had; tables that nobody asked for are none of its business. */
export function firstDifference(asked: readonly Tally[], found: readonly Tally[]): string | null {
  const byName = new Map(found.map((tally) => [tally.name, tally]));
  for (const { name, rowCount, digest } of asked) {
    const other = byName.get(name);
    if (other?.rowCount !== rowCount)
      return `${name} has ${other?.rowCount ?? 0} rows instead of ${rowCount}`;
    if (other.digest !== digest) return `rows of ${name} are not what they were`;
  }
  return null;
}
