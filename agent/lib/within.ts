/** What another side asks for, but never less nor more than this side can live with. */
export function within(value: number, { min, max }: { readonly min: number; readonly max: number }): number {
  return Math.min(max, Math.max(min, value));
}
