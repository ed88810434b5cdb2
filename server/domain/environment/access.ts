import type { Database } from '../../db/client.ts';
import { findEnvironmentRole } from '../../db/repositories/member.ts';
import type { Role } from '../../schemas/role.ts';
import type { Caller } from '../call.ts';

/** The role in which a person acts in an environment; null when there is no such environment for this person. */
export type FindAccess = (caller: Caller, environmentId: string) => Promise<Role | null>;

/** Administrators act as owners, members or not, so that nobody can lock them out. */
export function createFindAccess(database: Database): FindAccess {
  return async (caller, environmentId) => {
    const found = await findEnvironmentRole(database, { environmentId, userId: caller.id });
    if (found === null) return null;
    return caller.kind === 'admin' ? 'owner' : found.role;
  };
}
