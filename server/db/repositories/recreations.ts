import { z } from 'zod';

/** A damaged or newer row asks for nothing. */
const recreationsSchema = z.record(z.string(), z.number().int().min(0)).catch({});

/** `Unit.recreations` as it is stored: launch → number of the last time a person had its container made anew. */
export function readRecreations(stored: unknown): Readonly<Record<string, number>> {
  return recreationsSchema.parse(stored);
}
