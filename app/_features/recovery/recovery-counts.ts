import type { RecoveryOffer, RecoveryOverview, RecoveryPlan } from '../../../server/schemas/recovery.ts';

/** Hosts that wait for somebody's decision. */
export function waitingHostCount({ groups }: Pick<RecoveryOverview, 'groups'>): number {
  return groups.reduce((sum, { offers }) => sum + offers.length, 0);
}

const names = new Intl.Collator(undefined, { numeric: true });

/** By environment and name, so that what comes back together stands together. */
export function compareOffers(a: RecoveryOffer, b: RecoveryOffer): number {
  return names.compare(a.environmentName, b.environmentName) || names.compare(a.hostName, b.hostName);
}

export interface Selection {
  readonly chosen: readonly string[];
  readonly all: boolean;
  readonly some: boolean;
}

/** What is chosen of what is there: an offer that is gone meanwhile is no longer chosen. */
export function selectionOf(
  offers: readonly Pick<RecoveryOffer, 'id'>[],
  excluded: ReadonlySet<string>,
): Selection {
  const chosen = offers.filter(({ id }) => !excluded.has(id)).map(({ id }) => id);
  return { chosen, all: chosen.length === offers.length, some: chosen.length > 0 };
}

export interface PlanCounts {
  readonly hosts: number;
  readonly stacks: number;
  readonly services: number;
  /** Containers that run already and are kept. */
  readonly units: number;
  /** Containers that the scales ask for and no host carries. */
  readonly missing: number;
}

export function countPlan({ environments }: Pick<RecoveryPlan, 'environments'>): PlanCounts {
  const stacks = environments.flatMap((environment) => environment.stacks);
  const services = stacks.flatMap((stack) => stack.services);
  return {
    hosts: environments.reduce((sum, { hosts }) => sum + hosts.length, 0),
    stacks: stacks.length,
    services: services.length,
    units: services.reduce((sum, { unitCount }) => sum + unitCount, 0),
    missing: services.reduce((sum, { scale, unitCount }) => sum + Math.max(0, scale - unitCount), 0),
  };
}
