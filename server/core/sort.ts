/** Orders by code unit, never by locale, so that every machine sorts alike. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export type Comparison<T> = (a: T, b: T) => number;

/** The first comparison that tells the two apart decides. */
export function by<T>(...comparisons: readonly Comparison<T>[]): Comparison<T> {
  return (a, b) => {
    for (const compare of comparisons) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
}

export function sorted<T>(items: Iterable<T>, compare: Comparison<T>): readonly T[] {
  return [...items].sort(compare);
}
