import { type Role, roleAtLeast } from '../../../server/schemas/role.ts';
import type { ServiceState } from '../../../server/schemas/service.ts';

export type LifecycleAction = 'start' | 'stop' | 'restart' | 'remove';
export type EditAction = 'edit' | 'scale';

/** Why an action cannot be taken, as a key of `services.refusals`. */
export type Refusal = 'role' | 'removing' | 'started' | 'stopped' | 'empty';

export type Refusals = Record<LifecycleAction | EditAction, Refusal | null>;

interface Subject {
  readonly state: ServiceState;
  /** A stack without services has nothing to start or stop. */
  readonly empty?: boolean;
}

/** What may be done with a service, or with a stack, which has the same states. */
export function refusals({ state, empty = false }: Subject, role: Role | null): Refusals {
  const may = role !== null && roleAtLeast(role, 'restricted');
  const base: Refusal | null = may ? (state === 'removing' ? 'removing' : null) : 'role';
  const running = base ?? (empty ? 'empty' : null);
  const stopped = state === 'stopped' || state === 'stopping';
  return {
    edit: base,
    scale: base,
    remove: base,
    start: running ?? (stopped ? null : 'started'),
    stop: running ?? (stopped ? 'stopped' : null),
    restart: running ?? (stopped ? 'stopped' : null),
  };
}
