const steps = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1000 },
] as const;

export type RelativeStep = { unit: (typeof steps)[number]['unit']; count: number };

/** The largest unit that fits once into the time between; it does not matter which of the two came first. */
export function relativeStep(ageMs: number): RelativeStep {
  const age = Math.abs(ageMs);
  const step = steps.find((candidate) => age >= candidate.ms) ?? { unit: 'second' as const, ms: 1000 };
  return { unit: step.unit, count: Math.floor(age / step.ms) };
}
