import type { Draft } from '../draft.ts';
import type { Instant } from '../model/observed.ts';
import type { Action } from '../model/plan.ts';
import type { Reason, UnitReport, UnitReportState } from '../model/report.ts';
import type { UnitModel } from '../model/unit.ts';
import {
  hadRunningContainer,
  hasExitedContainer,
  isAcknowledged,
  wasSeenStopped,
} from '../world/observed.ts';
import type { UnitFacts } from '../world/world.ts';
import { failureReason, obstacleReason, reason } from './reason.ts';

type Verdict = readonly [state: UnitReportState, reason: Reason | null];

/** How a unit stands once the plan is carried out as far as writing it down; null when its row is closed. */
export function reportUnit(facts: UnitFacts, draft: Draft): UnitReport | null {
  const decision = draft.decisionOf(facts.unit.id);
  const obstacle = draft.obstacleOf(facts.unit.id);
  // Of a unit that is gone nothing is left to report, even while its row is kept.
  if (decision?.kind === 'forget' || facts.bucket === 'gone') return null;
  const verdict = draft.isLeaving(facts) ? judgeLeaving(facts, decision) : null;
  const { id: unitId, index, hostId } = facts.unit;
  const [state, why] =
    verdict ??
    (obstacle === null
      ? judge(facts, decision)
      : judgeBlocked(facts, obstacleReason(obstacle, sinceOf(facts.unit))));
  return { unitId, index, hostId, state, reason: why };
}

function judgeLeaving(facts: UnitFacts, decision: Action | null): Verdict {
  const { unit } = facts;
  const unreachable = unreachableReason(facts);
  if (unreachable !== null) return ['removing', unreachable];
  // A failure belongs to the decision before this one.
  if (unit.failure !== null && decision?.kind !== 'change') return ['removing', failureReason(unit.failure)];
  return ['removing', reason('removing', sinceOf(unit))];
}

/** Something had to be done and could not be: the unit goes on as it is. */
function judgeBlocked(facts: UnitFacts, why: Reason): Verdict {
  if (facts.running) return ['running', why];
  const [state] = judge(facts, null);
  return [state, why];
}

function judge(facts: UnitFacts, decision: Action | null): Verdict {
  const { unit, bucket, running } = facts;
  const unreachable = unreachableReason(facts);
  if (unreachable !== null) return ['unknown', unreachable];
  if (decision?.kind === 'change') return judgeChanged(facts, decision.cause);
  if (bucket === 'update-in-turn') return ['running', reason('updating', sinceOf(unit))];
  if (bucket === 'restart-in-turn') return ['running', reason('restarting', sinceOf(unit))];
  if (unit.failure !== null && !running) return ['failing', failureReason(unit.failure)];
  if (unit.desired === 'stopped') {
    return wasSeenStopped(unit) ? ['stopped', null] : ['stopping', reason('stopping', sinceOf(unit))];
  }
  return running ? ['running', null] : judgeNotRunning(unit);
}

function judgeChanged({ unit }: UnitFacts, cause: Extract<Action, { kind: 'change' }>['cause']): Verdict {
  const since = sinceOf(unit);
  switch (cause) {
    case 'stop':
      return ['stopping', reason('stopping', since)];
    case 'restart':
      return ['updating', reason('restarting', since)];
    case 'recreate':
      return unit.desired === 'stopped'
        ? ['stopping', reason('stopping', since)]
        : ['updating', reason('restarting', since)];
    case 'update':
      // A stopped unit that is brought forward starts nothing.
      return unit.desired === 'stopped'
        ? ['stopping', reason('updating', since)]
        : ['updating', reason('updating', since)];
    default:
      return ['starting', reason('starting', since)];
  }
}

function judgeNotRunning(unit: UnitModel): Verdict {
  if (!isAcknowledged(unit) && hadRunningContainer(unit))
    return ['updating', reason('updating', sinceOf(unit))];
  if (unit.observed.kind === 'present' && isAcknowledged(unit) && hasExitedContainer(unit)) {
    return ['failing', reason('exited', unit.observed.at)];
  }
  return ['starting', reason('starting', sinceOf(unit))];
}

function unreachableReason({ unit, host, bucket }: UnitFacts): Reason | null {
  if (host === null) return reason('host-disconnected', unit.createdAt);
  const { lastSeenAt, stateSince } = host.host;
  switch (host.reach) {
    case 'reachable':
      // The host answers, but what it holds has not been heard in full.
      return bucket === 'unreachable' ? reason('host-reconnecting', stateSince) : null;
    case 'silent':
      if (host.engineDown) return reason('engine-unavailable', stateSince);
      return reason('host-reconnecting', lastSeenAt ?? stateSince);
    default:
      if (host.engineDown) return reason('engine-unavailable', stateSince);
      return reason('host-disconnected', lastSeenAt ?? stateSince);
  }
}

/**
 * Since when the unit is meant to be what it is not yet, as far as the records go. It must not move from plan to plan
 * while nothing happens, or every page that shows it would be told of a change each time.
 */
function sinceOf(unit: UnitModel): Instant {
  if (unit.generation === 1) return unit.createdAt;
  if (unit.job?.generation === unit.generation) return unit.job.notBefore;
  return unit.observed.kind === 'unobserved' ? unit.createdAt : unit.observed.at;
}
