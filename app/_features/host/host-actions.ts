import type { HostState } from '../../../server/schemas/host.ts';
import type { Role } from '../../../server/schemas/role.ts';
import { mayActAs } from '../environment/role-rank.ts';

export type HostAction = 'edit' | 'activate' | 'deactivate' | 'remove';

/** Why an action cannot be taken, as a key of `hosts.refusals`; null when it can. */
export type Refusal = 'role' | 'already' | 'leaving';

export type HostActions = Record<HostAction, Refusal | null>;

const leaving: readonly HostState[] = ['removing', 'removed', 'purged'];

export function hostActions(state: HostState, role: Role | null): HostActions {
  const may = role !== null && mayActAs(role, 'member');
  const base: Refusal | null = may ? (leaving.includes(state) ? 'leaving' : null) : 'role';
  return {
    edit: base,
    activate: base ?? (state === 'inactive' ? null : 'already'),
    deactivate: base ?? (state === 'inactive' ? 'already' : null),
    remove: base,
  };
}
