import { hasNeverRun, isGone, isUnsent, wasSeenStopped } from '../world/observed.ts';
import { isRecreationAsked } from '../world/recreation.ts';
import type { Bucket, Situation } from './bucket.ts';

/** The queue backs off between attempts, so this many mean that the port will not come free by itself. */
export const PORT_ATTEMPTS_BEFORE_MOVE = 3;

export interface Rule {
  readonly name: string;
  readonly when: (situation: Situation) => boolean;
  readonly bucket: Bucket;
  readonly why: string;
}

/**
 * The first rule that applies decides. Read from the top: what is beyond our reach, what must go, what cannot be
 * asked now, what runs the wrong way, what is out of date, what was never delivered, what is right.
 */
export const RULES: readonly Rule[] = [
  {
    name: 'host-not-given',
    when: ({ host }) => host === null,
    bucket: 'untouchable',
    why: 'Nothing is known of its host, so nothing may be done about it.',
  },
  {
    name: 'seen-gone',
    when: ({ unit, host }) => isGone(unit) && host?.host.knowledge.kind !== 'unknown',
    bucket: 'gone',
    why: 'It was to be removed and its host says that it is not there.',
  },
  {
    name: 'host-removed',
    when: ({ host }) => host?.reach === 'gone',
    bucket: 'close',
    why: 'Its host was removed and will never answer again.',
  },
  {
    name: 'removal-unsent',
    when: ({ unit, host }) => unit.desired === 'removed' && host?.reach === 'reachable' && isUnsent(unit),
    bucket: 'leaving-unsent',
    why: 'It is to be removed, but no job tells its host so.',
  },
  {
    name: 'removal-under-way',
    when: ({ unit }) => unit.desired === 'removed',
    bucket: 'leaving',
    why: 'Its host has been told to remove it.',
  },
  {
    name: 'service-removed',
    when: ({ service }) => service.desired === 'removed',
    bucket: 'remove',
    why: 'Its service or its stack is being removed. The job waits for hosts that do not answer.',
  },
  {
    name: 'host-leaving',
    when: ({ host }) => host?.state === 'removing',
    bucket: 'evict',
    why: 'Its host is being removed.',
  },
  {
    name: 'host-disconnected',
    when: ({ host }) => host?.reach === 'lost',
    bucket: 'lost',
    why: 'Its host has been silent past the deadline; its slot goes to another host if one fits.',
  },
  {
    name: 'host-silent',
    when: ({ host }) => host?.reach === 'silent',
    bucket: 'unreachable',
    why: 'Its host does not answer at the moment; unknown is not gone.',
  },
  {
    name: 'host-unread',
    when: ({ unit, service, host }) =>
      host?.host.knowledge.kind === 'unknown' &&
      (unit.observed.kind !== 'unobserved' || unit.revisionId !== service.currentRevisionId),
    bucket: 'unreachable',
    why: 'Its host has not yet said what it holds: it may run by now, or no longer. Only new units go on.',
  },
  {
    name: 'service-stopped',
    when: ({ unit, service }) => service.desired === 'stopped' && unit.desired === 'running',
    bucket: 'stop',
    why: 'Its service was stopped.',
  },
  {
    name: 'service-started',
    when: ({ unit, service }) => service.desired === 'running' && unit.desired === 'stopped',
    bucket: 'start',
    why: 'Its service was started.',
  },
  {
    name: 'container-removed',
    when: ({ unit }) => isRecreationAsked(unit),
    bucket: 'recreate',
    why: 'A person removed one of its containers: it is made anew at once, whatever else waits for its turn.',
  },
  {
    name: 'outdated-not-running',
    when: ({ unit, service, running }) =>
      unit.revisionId !== service.currentRevisionId &&
      (service.desired === 'stopped' ? wasSeenStopped(unit) : !running),
    bucket: 'update-now',
    why: 'It has an older revision and serves nobody, so there is nothing to wait for. Stopping goes first.',
  },
  {
    name: 'outdated-running',
    when: ({ unit, service }) =>
      service.desired === 'running' && unit.revisionId !== service.currentRevisionId,
    bucket: 'update-in-turn',
    why: 'It has an older revision and is replaced when enough of the others run.',
  },
  {
    name: 'restart-not-running',
    when: ({ unit, service, running }) =>
      service.desired === 'running' && unit.restartCount < service.restartCount && !running,
    bucket: 'restart-now',
    why: 'A restart was asked for and it does not run, so there is nothing to wait for.',
  },
  {
    name: 'restart-running',
    when: ({ unit, service }) => service.desired === 'running' && unit.restartCount < service.restartCount,
    bucket: 'restart-in-turn',
    why: 'A restart was asked for; units are restarted one after the other.',
  },
  {
    name: 'port-taken',
    when: ({ unit, service, host }) =>
      service.desired === 'running' &&
      unit.failure?.code === 'port-taken' &&
      unit.failure.attempts >= PORT_ATTEMPTS_BEFORE_MOVE &&
      host?.host.knowledge.kind !== 'unknown' &&
      hasNeverRun(unit),
    bucket: 'move',
    why: 'Something on its host holds its port; it has left nothing there, so it may go elsewhere.',
  },
  {
    name: 'unsent',
    when: ({ unit }) => isUnsent(unit),
    bucket: 'resend',
    why: 'Its host has not been told what was decided last and no job carries it.',
  },
  {
    name: 'right',
    when: () => true,
    bucket: 'keep',
    why: 'It is as asked, or its host is making it so.',
  },
];
