import type { Situation } from './bucket.ts';
import { RULES, type Rule } from './rules.ts';

/** The rule that decides about a unit. The last rule applies to all, so there always is one. */
export function classify(situation: Situation): Rule {
  const rule = RULES.find(({ when }) => when(situation));
  if (rule === undefined) throw new Error('The last classification rule must apply to every unit.');
  return rule;
}
