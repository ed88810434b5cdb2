import type { Role } from '../../../server/schemas/role.ts';

/**
 * The order of `server/schemas/role.ts`, without the schema library that comes with it: every page asks for it, and a
 * test holds the two together.
 */
const rank: Record<Role, number> = { owner: 0, member: 1, restricted: 2, readonly: 3 };

export function mayActAs(role: Role, needed: Role): boolean {
  return rank[role] <= rank[needed];
}
