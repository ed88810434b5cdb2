import type { Bucket } from '../classify/bucket.ts';
import type { Draft, UnitChange } from '../draft.ts';
import type { ActionCause } from '../model/plan.ts';
import { revise } from '../rollout/revise.ts';
import type { ServiceFacts, UnitFacts, World } from '../world/world.ts';

const CAUSES: Partial<Record<Bucket, ActionCause>> = {
  start: 'start',
  'update-now': 'update',
  'restart-now': 'restart',
};

/** Changes that need not wait for others: stopping and starting a service, what a person removed, and units that serve nobody. */
export function settleAtOnce(world: World, draft: Draft): void {
  for (const service of world.services) {
    for (const facts of service.units) {
      if (!draft.isOpen(facts)) continue;
      if (facts.bucket === 'stop') change(draft, service, facts, { desired: 'stopped', cause: 'stop' });
      if (facts.bucket === 'recreate') recreate(draft, service, facts);
      const cause = CAUSES[facts.bucket];
      if (cause !== undefined) revise(draft, service, facts, cause);
    }
  }
}

/** It is taken down anyway, so it comes back as its service is now; where that cannot be, at its own revision. */
function recreate(draft: Draft, service: ServiceFacts, facts: UnitFacts): void {
  if (revise(draft, service, facts, 'recreate')) return;
  if (draft.obstacleOf(facts.unit.id)?.code === 'limit') return;
  change(draft, service, facts, { desired: facts.unit.desired, cause: 'recreate' });
}

/** The unit keeps its revision and its place. */
function change(
  draft: Draft,
  service: ServiceFacts,
  facts: UnitFacts,
  { desired, cause }: Pick<UnitChange, 'desired' | 'cause'>,
): void {
  const { revisionId } = facts.unit;
  const { restartCount } = desired === 'running' ? service.service : facts.unit;
  // Without its spec the host could not tell which containers are the unit's to deal with and which are surplus.
  if (!service.demands.has(revisionId)) {
    draft.block(facts, { code: 'invalid-spec' });
    return;
  }
  if (!draft.hasRoomForUnit(facts, 1)) return;
  draft.change(service, facts, { desired, revisionId, restartCount, lost: false, cause });
}
