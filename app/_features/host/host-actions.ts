import { judgeHostAction } from '../../../server/domain/host/host.policy.ts';
import type { HostState } from '../../../server/schemas/host.ts';
import type { Role } from '../../../server/schemas/role.ts';
import { mayActAs } from '../environment/role-rank.ts';

export type HostAction = 'edit' | 'activate' | 'deactivate' | 'remove';

/** Why an action cannot be taken, as a key of `hosts.refusals`. */
export type Refusal =
  | 'role'
  | 'alreadyActive'
  | 'alreadyInactive'
  | 'notYet'
  | 'away'
  | 'deactivateFirst'
  | 'leaving'
  | 'gone';

/** Null when the action can be taken. The server's policy decides; here its refusals get words that can be translated. */
export function hostRefusal(action: HostAction, state: HostState, role: Role | null): Refusal | null {
  if (role === null || !mayActAs(role, 'member')) return 'role';
  if (action === 'edit') return isLeaving(state) ? wordFor(action, state) : null;
  return judgeHostAction(action, state).allowed ? null : wordFor(action, state);
}

function isLeaving(state: HostState): boolean {
  return state === 'removing' || state === 'removed' || state === 'purged';
}

function wordFor(action: HostAction, state: HostState): Refusal {
  if (isLeaving(state)) return state === 'removing' ? 'leaving' : 'gone';
  if (state === 'registering') return 'notYet';
  if (action === 'remove') return 'deactivateFirst';
  if (action === 'deactivate') return 'alreadyInactive';
  return state === 'active' ? 'alreadyActive' : 'away';
}
