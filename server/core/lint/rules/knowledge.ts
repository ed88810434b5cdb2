import type { ActionCause, ChangeAction, ForgetAction } from '../../model/plan.ts';
import { type Finding, fatal } from '../finding.ts';
import { type Subject, saidToBeGone, stateAfter } from '../subject.ts';

/** Decisions of people about what they own: the job may wait for a host that does not answer. */
const ASKED_FOR: readonly ActionCause[] = [
  'scale-down',
  'surplus',
  'service-removed',
  'stack-removed',
  'host-removed',
];

/** Nothing is destroyed, closed or given up because a host could not be asked. */
export function checkKnowledge(subject: Subject): readonly Finding[] {
  return [
    ...[...subject.forgets.values()].flatMap((action) => checkForget(subject, action)),
    ...[...subject.changes.values()].flatMap((action) => checkChange(subject, action)),
    ...subject.places.flatMap(({ unitId, hostId }) => {
      const state = stateAfter(subject, hostId);
      if (state === null || state === 'active') return [];
      return [fatal('host-not-active', unitId, `${hostId} is ${state} and takes no new units.`)];
    }),
  ];
}

function checkForget(subject: Subject, { unitId, hostId }: ForgetAction): readonly Finding[] {
  const unit = subject.units.get(unitId);
  const host = subject.hosts.get(hostId);
  if (unit === undefined || host === undefined) return [];
  if (saidToBeGone(unit) && host.knowledge.kind !== 'unknown') return [];
  const after = stateAfter(subject, hostId);
  if (after === 'removed' || after === 'purged') return [];
  // A host with more units than one plan can close is closed by a later one.
  const isFull = subject.plan.actions.length >= subject.limits.actionsMax;
  if (host.desired === 'removed' && isFull) return [];
  return [fatal('not-known-gone', unitId, 'Its host has not said that it is gone.')];
}

function checkChange(subject: Subject, action: ChangeAction): readonly Finding[] {
  if (action.desired !== 'removed') return [];
  const { unitId, hostId, serviceId, lost, cause } = action;
  const host = subject.hosts.get(hostId);
  const state = stateAfter(subject, hostId);
  const replaced = subject.places.some((place) => place.serviceId === serviceId && place.hostId !== hostId);
  if (lost && !replaced && state !== 'removing') {
    return [fatal('given-up-too-soon', unitId, 'Nothing replaces it and its host stays.')];
  }
  if (cause === 'host-lost' && state !== 'disconnected') {
    return [fatal('given-up-too-soon', unitId, `Its host is ${state}, not disconnected.`)];
  }
  if (cause === 'host-lost' || ASKED_FOR.includes(cause)) return [];
  const answers = state === 'active' || state === 'inactive';
  if (answers && host?.knowledge.kind !== 'unknown') return [];
  return [fatal('removed-on-unknown', unitId, 'What runs on its host is not known.')];
}
