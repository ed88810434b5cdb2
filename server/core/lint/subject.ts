import type { HostLifecycle, HostModel } from '../model/host.ts';
import type { PlanInput, PlanLimits } from '../model/input.ts';
import type { ChangeAction, ForgetAction, HostStateAction, PlaceAction, Plan } from '../model/plan.ts';
import type { RevisionModel, ServiceModel, StackModel } from '../model/service.ts';
import type { UnitModel } from '../model/unit.ts';

/** A finished plan beside what it was made from, indexed for the rules. */
export interface Subject {
  readonly plan: Plan;
  readonly input: PlanInput;
  readonly limits: PlanLimits;
  readonly hosts: ReadonlyMap<string, HostModel>;
  readonly stacks: ReadonlyMap<string, StackModel>;
  readonly services: ReadonlyMap<string, ServiceModel>;
  readonly units: ReadonlyMap<string, UnitModel>;
  readonly revisions: ReadonlyMap<string, RevisionModel>;
  readonly places: readonly PlaceAction[];
  readonly changes: ReadonlyMap<string, ChangeAction>;
  readonly forgets: ReadonlyMap<string, ForgetAction>;
  readonly hostStates: ReadonlyMap<string, HostStateAction>;
}

function indexById<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

export function readSubject(plan: Plan, input: PlanInput, limits: PlanLimits): Subject {
  const { actions } = plan;
  const changes = actions.filter((action) => action.kind === 'change');
  const forgets = actions.filter((action) => action.kind === 'forget');
  const hostStates = actions.filter((action) => action.kind === 'host-state');
  return {
    plan,
    input,
    limits,
    hosts: indexById(input.hosts),
    stacks: indexById(input.stacks),
    services: indexById(input.services),
    units: indexById(input.units),
    revisions: indexById(input.services.flatMap(({ revisions }) => revisions)),
    places: actions.filter((action) => action.kind === 'place'),
    changes: new Map(changes.map((action) => [action.unitId, action])),
    forgets: new Map(forgets.map((action) => [action.unitId, action])),
    hostStates: new Map(hostStates.map((action) => [action.hostId, action])),
  };
}

/** What the host is once the plan is committed; null when there is no such host. */
export function stateAfter({ hosts, hostStates }: Subject, hostId: string): HostLifecycle | null {
  return hostStates.get(hostId)?.to ?? hosts.get(hostId)?.state ?? null;
}

/** The host itself said, at the generation that asked for the removal, that the unit is not there. */
export function saidToBeGone(unit: UnitModel): boolean {
  const { desired, generation, observed } = unit;
  return desired === 'removed' && observed.kind === 'absent' && observed.generation >= generation;
}

/** Units that may still have something on their host once the plan is committed. */
export function remainingUnits({ input, forgets }: Subject): readonly UnitModel[] {
  return input.units.filter((unit) => !forgets.has(unit.id) && !saidToBeGone(unit));
}
