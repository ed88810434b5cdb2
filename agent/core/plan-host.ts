import type { Assignment } from '../protocol/assignment.ts';
import type { Instant, LocalContainer, UnitAction, UnitMemory, UnitVerdict } from './model.ts';
import { EMPTY_MEMORY } from './model.ts';
import { stepUnit } from './step.ts';

export interface HostInput {
  readonly assignments: readonly Assignment[];
  readonly containers: readonly LocalContainer[];
  readonly memory: ReadonlyMap<string, UnitMemory>;
  readonly now: Instant;
}

export interface HostPlan {
  /** At most one per unit, in the order in which they should be begun. */
  readonly actions: readonly UnitAction[];
  readonly verdicts: ReadonlyMap<string, UnitVerdict>;
  /** Units with containers but without an assignment: told to the server, never touched. */
  readonly unknownUnitIds: readonly string[];
  readonly lookAgainAt: Instant | null;
}

/** What goes first frees ports, names and memory for what comes; what was running comes before what never was. */
const BEGIN_ORDER: Readonly<Record<UnitAction['kind'], number>> = {
  remove: 0,
  stop: 1,
  unpause: 2,
  start: 3,
  restart: 4,
  create: 5,
};

export function planHost(input: HostInput): HostPlan {
  const byUnit = Map.groupBy(input.containers, (container) => container.unitId);
  const verdicts = new Map<string, UnitVerdict>();
  const actions: UnitAction[] = [];
  let lookAgainAt: Instant | null = null;
  for (const assignment of input.assignments.toSorted((a, b) => compare(a.unitId, b.unitId))) {
    const verdict = stepUnit({
      assignment,
      containers: byUnit.get(assignment.unitId) ?? [],
      memory: input.memory.get(assignment.unitId) ?? EMPTY_MEMORY,
      now: input.now,
    });
    verdicts.set(assignment.unitId, verdict);
    if (verdict.action !== null) actions.push(verdict.action);
    if (verdict.lookAgainAt !== null)
      lookAgainAt = Math.min(lookAgainAt ?? verdict.lookAgainAt, verdict.lookAgainAt);
  }
  const known = new Set(input.assignments.map((assignment) => assignment.unitId));
  return {
    actions: actions.toSorted(
      (a, b) => BEGIN_ORDER[a.kind] - BEGIN_ORDER[b.kind] || compare(a.unitId, b.unitId),
    ),
    verdicts,
    unknownUnitIds: [...byUnit.keys()].filter((unitId) => !known.has(unitId)).toSorted(compare),
    lookAgainAt,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
