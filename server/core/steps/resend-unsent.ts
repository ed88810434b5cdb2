import type { Draft } from '../draft.ts';
import type { World } from '../world/world.ts';

/** Queues decisions again that no job carries to a host that would take them. */
export function resendUnsent(world: World, draft: Draft): void {
  for (const { units } of world.services) {
    for (const facts of units) {
      if (facts.bucket !== 'resend' && facts.bucket !== 'leaving-unsent') continue;
      if (draft.isOpen(facts) && draft.hasRoomForUnit(facts, 1)) draft.resend(facts);
    }
  }
}
