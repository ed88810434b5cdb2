import type { Draft } from '../draft.ts';
import type { HostLifecycle } from '../model/host.ts';
import type { ActionCause } from '../model/plan.ts';
import type { HostFacts, World } from '../world/world.ts';

/** Hosts that became something else since it was recorded; those that are done with are left to `closeHosts`. */
export function recordHostStates(world: World, draft: Draft): void {
  for (const facts of world.hosts) {
    if (facts.state !== 'removed') record(facts, draft);
  }
}

/** A host is closed in the plan that closes the last of its units, never before. */
export function closeHosts(world: World, draft: Draft): void {
  for (const facts of world.hosts) {
    if (facts.state !== 'removed') continue;
    const units = world.unitsByHost.get(facts.host.id) ?? [];
    if (units.every(({ unit }) => draft.decisionOf(unit.id)?.kind === 'forget')) record(facts, draft);
  }
}

function record({ host, state }: HostFacts, draft: Draft): void {
  if (state === host.state || !draft.hasRoomFor(1)) return;
  const cause = causeOf(host.state, state);
  draft.add({ kind: 'host-state', hostId: host.id, from: host.state, to: state, cause });
}

/** People ask for removal and for switching between active and inactive; all else is the link's doing. */
function causeOf(from: HostLifecycle, to: HostLifecycle): ActionCause {
  if (to === 'removing' || to === 'removed') return 'requested';
  const isSwitch = (from === 'active' && to === 'inactive') || (from === 'inactive' && to === 'active');
  return isSwitch ? 'requested' : 'timing';
}
