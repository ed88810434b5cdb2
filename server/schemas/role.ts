import { z } from 'zod';

/** A member's role in one environment, most powerful first. */
export const roleSchema = z.enum(['owner', 'member', 'restricted', 'readonly']);
export type Role = z.infer<typeof roleSchema>;

const RANK: Record<Role, number> = { owner: 0, member: 1, restricted: 2, readonly: 3 };

/** True when `role` may do what `needed` may do. */
export function roleAtLeast(role: Role, needed: Role): boolean {
  return RANK[role] <= RANK[needed];
}
