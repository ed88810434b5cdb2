import { judgeContainerRemoval } from '../../../server/domain/container/container.policy.ts';
import type { Role } from '../../../server/schemas/role.ts';
import type { UnitState } from '../../../server/schemas/service.ts';
import { mayActAs } from '../environment/role-rank.ts';

/** Why a container cannot be deleted, as a key of `containers.refusals`; null when it can. */
export function containerRefusal(unitState: UnitState, role: Role | null): 'role' | 'removing' | null {
  if (role === null || !mayActAs(role, 'restricted')) return 'role';
  return judgeContainerRemoval(unitState).allowed ? null : 'removing';
}
