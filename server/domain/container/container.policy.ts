import type { UnitState } from '../../schemas/service.ts';
import { ALLOWED, refused, type Verdict } from '../verdict.ts';

/** May a container of a unit in this state be removed, and if not, why. Where nobody answers the wish waits. */
export function judgeContainerRemoval(unitState: UnitState): Verdict {
  if (unitState === 'removing') return refused('The container is being removed for good already.');
  return ALLOWED;
}
