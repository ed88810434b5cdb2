import type { Role } from '../schemas/role.ts';

/** Who may call a procedure: everyone, anyone signed in, administrators, or the lowest role in the environment. */
export type Access = 'public' | 'user' | 'admin' | Role;

export interface ProcedureMeta {
  readonly access: Access;
}
