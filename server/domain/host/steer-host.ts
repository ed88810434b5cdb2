import { findHostRow, updateHostRow } from '../../db/repositories/host-view.ts';
import type { Call } from '../call.ts';
import { makeChange } from '../change.ts';
import { DomainError } from '../errors.ts';
import { requireAllowed } from '../verdict.ts';
import { type HostAction, judgeHostAction, shownHostState } from './host.policy.ts';

interface HostRef {
  readonly environmentId: string;
  readonly hostId: string;
}

const DESIRED = { activate: 'active', deactivate: 'inactive', remove: 'removed' } as const;

/** Says only what is wanted. Hosts change state, and history tells of it, when the reconciler has acted. */
async function steerHost(call: Call, input: HostRef, action: HostAction): Promise<void> {
  const { environmentId, hostId } = input;
  await makeChange(call, { environmentId, subjectId: hostId, input }, async ({ tx, record, touch, wake }) => {
    const host = await findHostRow(tx, { environmentId, hostId });
    if (host === null) throw new DomainError('not-found', 'There is no such host.');
    requireAllowed(judgeHostAction(action, shownHostState(host)));
    const desired = DESIRED[action];
    await updateHostRow(tx, hostId, { desired });
    record({ kind: 'host.updated', params: { name: host.name, from: host.desired, to: desired }, hostId });
    touch({ topic: 'hosts', id: null }, { topic: 'host', id: hostId });
    wake();
  });
}

export function activateHost(call: Call, input: HostRef): Promise<void> {
  return steerHost(call, input, 'activate');
}

/** It keeps what runs on it and is given nothing new. */
export function deactivateHost(call: Call, input: HostRef): Promise<void> {
  return steerHost(call, input, 'deactivate');
}

export function removeHost(call: Call, input: HostRef): Promise<void> {
  return steerHost(call, input, 'remove');
}
