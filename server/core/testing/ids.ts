import type { IdSource } from '../model/input.ts';

/** `new-1`, `new-2`, … from `first` on. */
export function countingIds(first = 1): IdSource {
  let next = first;
  return {
    nextUnitId: () => {
      const id = `new-${next}`;
      next += 1;
      return id;
    },
  };
}
