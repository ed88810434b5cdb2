import type { Finding } from './lint/finding.ts';
import { checkBounds } from './lint/rules/bounds.ts';
import { checkEndings } from './lint/rules/endings.ts';
import { checkHostCapacity } from './lint/rules/host-capacity.ts';
import { checkIdentity } from './lint/rules/identity.ts';
import { checkKnowledge } from './lint/rules/knowledge.ts';
import { checkReferences } from './lint/rules/references.ts';
import { checkSlots, checkWanted } from './lint/rules/slots.ts';
import { readSubject } from './lint/subject.ts';
import type { PlanInput, PlanLimits } from './model/input.ts';
import type { Plan } from './model/plan.ts';

export type { Finding } from './lint/finding.ts';

/**
 * A second opinion about a finished plan, from someone who does not know how it was made. It shares nothing with the
 * planner but the model: a mistake in the planner's own arithmetic must not be able to hide itself here. A plan with
 * a fatal finding must not be committed.
 */
export function lint(plan: Plan, input: PlanInput, limits: PlanLimits): readonly Finding[] {
  const subject = readSubject(plan, input, limits);
  return [
    ...checkReferences(subject),
    ...checkIdentity(subject),
    ...checkSlots(subject),
    ...checkWanted(subject),
    ...checkHostCapacity(subject),
    ...checkKnowledge(subject),
    ...checkEndings(subject),
    ...checkBounds(subject),
  ];
}
