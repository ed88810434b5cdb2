import type { Assignment } from '../protocol/assignment.ts';

/** `refused`: something newer was accepted before, so this message is late and must not undo it. */
export type Acceptance = 'newer' | 'same' | 'refused';

export function judgeAssignment(held: Assignment | undefined, incoming: Assignment): Acceptance {
  if (held === undefined || incoming.generation > held.generation) return 'newer';
  return incoming.generation === held.generation ? 'same' : 'refused';
}
