import type { Instant, UnitVerdict } from './model.ts';

/** After a container could not be looked at. */
const LOOK_AGAIN_MS = 1_000;

/** What could not be looked at may be anything: the unit goes on, but is not said to be as asked. */
export function unsure(verdict: UnitVerdict, now: Instant): UnitVerdict {
  const soon = now + LOOK_AGAIN_MS;
  return { ...verdict, converged: false, lookAgainAt: Math.min(verdict.lookAgainAt ?? soon, soon) };
}
