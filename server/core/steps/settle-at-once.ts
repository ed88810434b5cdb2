import type { Bucket } from '../classify/bucket.ts';
import type { Draft } from '../draft.ts';
import type { ActionCause } from '../model/plan.ts';
import { revise } from '../rollout/revise.ts';
import type { World } from '../world/world.ts';

const CAUSES: Partial<Record<Bucket, ActionCause>> = {
  start: 'start',
  'update-now': 'update',
  'restart-now': 'restart',
};

/** Changes that need not wait for others: stopping and starting a service, and units that serve nobody. */
export function settleAtOnce(world: World, draft: Draft): void {
  for (const service of world.services) {
    for (const facts of service.units) {
      if (!draft.isOpen(facts)) continue;
      if (facts.bucket === 'stop') {
        const { revisionId, restartCount } = facts.unit;
        // Without its spec the host could not tell which containers are the unit's to stop and which are surplus.
        if (!service.demands.has(revisionId)) {
          draft.block(facts, { code: 'invalid-spec' });
          continue;
        }
        if (!draft.hasRoomForUnit(facts, 1)) continue;
        draft.change(service, facts, {
          desired: 'stopped',
          revisionId,
          restartCount,
          lost: false,
          cause: 'stop',
        });
        continue;
      }
      const cause = CAUSES[facts.bucket];
      if (cause !== undefined) revise(draft, service, facts, cause);
    }
  }
}
