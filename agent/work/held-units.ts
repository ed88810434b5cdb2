import type { z } from 'zod';
import type { syncInput } from '../protocol/messages.ts';
import type { UnitStore } from '../store/unit-store.ts';
import type { HostKeeper } from './host-keeper.ts';

export type HeldUnit = z.infer<typeof syncInput>['units'][number];

/** Every unit with an assignment or a container here, and what was accepted for it; 0 for those without an assignment. */
export function heldUnits(keeper: Pick<HostKeeper, 'unitIds'>, store: UnitStore): readonly HeldUnit[] {
  return keeper.unitIds().map((unitId) => {
    const held = store.get(unitId)?.assignment;
    if (held === undefined) return { unitId, generation: 0 };
    const { generation, desired, revision, restartCount, revisionId } = held;
    return { unitId, generation, desired, revision, restartCount, revisionId };
  });
}
