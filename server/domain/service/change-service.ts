import { findServiceRow, type ServiceRow } from '../../db/repositories/service.ts';
import type { Call } from '../call.ts';
import { type Change, makeChange } from '../change.ts';
import { DomainError } from '../errors.ts';
import { requireAllowed } from '../verdict.ts';
import { judgeServiceAction, type ServiceAction } from './service.policy.ts';
import { shownServiceState } from './state.ts';
import { toStanding } from './view.ts';

export interface ServiceRef {
  readonly environmentId: string;
  readonly serviceId: string;
}

interface ServiceChange<T> {
  readonly input: ServiceRef;
  readonly action: ServiceAction;
  readonly work: (change: Change, row: ServiceRow) => Promise<T>;
}

/** Finds the service within its environment, asks whether the action is allowed in its state, and wakes the reconciler. */
export async function changeService<T>(call: Call, { input, action, work }: ServiceChange<T>): Promise<T> {
  const { environmentId, serviceId } = input;
  return makeChange(call, { environmentId, subjectId: serviceId, input }, async (change) => {
    const row = await findServiceRow(change.tx, { environmentId, serviceId });
    if (row === null) throw new DomainError('not-found', 'There is no such service.');
    const state = shownServiceState(toStanding(row));
    requireAllowed(judgeServiceAction(action, state));
    const result = await work(change, row);
    change.wake();
    return result;
  });
}
