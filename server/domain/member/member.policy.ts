import type { Role } from '../../schemas/role.ts';

/** An environment without an owner could never get one again. `to` null is leaving. */
export function leavesNoOwner({
  from,
  to,
  ownerCount,
}: {
  from: Role | null;
  to: Role | null;
  ownerCount: number;
}): boolean {
  return from === 'owner' && to !== 'owner' && ownerCount <= 1;
}
