import { judgeServiceAction, type ServiceAction } from '../../../server/domain/service/service.policy.ts';
import { judgeStackAction, type StackAction } from '../../../server/domain/stack/stack.policy.ts';
import type { Role } from '../../../server/schemas/role.ts';
import type { ServiceState } from '../../../server/schemas/service.ts';
import { mayActAs } from '../environment/role-rank.ts';

/** What a menu does at once, or after a question. */
export type LifecycleAction = 'start' | 'stop' | 'restart' | 'remove';

/** Why an action cannot be taken, as a key of `services.refusals` and `stacks.refusals`. */
export type Refusal = 'role' | 'removing' | 'started' | 'stopped' | 'empty';

const needed: Role = 'restricted';

/** Null when the action can be taken. The server's policy decides; here its refusals get words that can be translated. */
export function serviceRefusal(
  action: ServiceAction,
  state: ServiceState,
  role: Role | null,
): Refusal | null {
  if (role === null || !mayActAs(role, needed)) return 'role';
  if (judgeServiceAction(action, state).allowed) return null;
  if (state === 'removing') return 'removing';
  return action === 'start' ? 'started' : 'stopped';
}

type Stack = { readonly state: ServiceState; readonly services: readonly { readonly state: ServiceState }[] };

export function stackRefusal(action: StackAction, stack: Stack, role: Role | null): Refusal | null {
  if (role === null || !mayActAs(role, needed)) return 'role';
  if (judgeStackAction(action, stack).allowed) return null;
  if (stack.state === 'removing') return 'removing';
  if (stack.services.every((service) => service.state === 'removing')) return 'empty';
  return action === 'start' ? 'started' : 'stopped';
}
