import { describe, expect, it } from 'vitest';
import { type ClusterBuilder, cluster, makeFailure } from './builders.ts';
import { LOST_MS, NOW, SILENT_MS, TIMING } from './clock.ts';
import { type Expected, expectPlan } from './expect-plan.ts';
import { absentObservation, containersObservation } from './observations.ts';

type Case = readonly [name: string, given: ClusterBuilder, expected: Expected];

const one = () => cluster().host('h1').service('web').running('web', 1, 'h1');
const two = () => cluster().host('h1').host('h2').service('web').running('web', 1, 'h1');
const silent = { seenAgoMs: SILENT_MS } as const;
const lost = { seenAgoMs: LOST_MS } as const;
const leaving = { desired: 'removed', state: 'removing' } as const;
const givenUp = { desired: 'removed', lostAt: NOW - 1, generation: 2 } as const;

describe('a host that stops answering', () => {
  it.each<Case>([
    [
      'Silent_NothingHappensToUnits',
      two().alterHost('h1', silent),
      {
        plan: ['h1: active → reconnecting'],
        report: ['web degraded 0/1 host-reconnecting', 'web/1 unknown: host-reconnecting'],
      },
    ],
    [
      'Silent_NothingNewThere',
      cluster().host('h1', silent).service('web'),
      {
        plan: ['h1: active → reconnecting'],
        report: ['web degraded 0/0 no-host', 'web/1 waiting: no-host'],
      },
    ],
    [
      'Silent_StopAsked_Waits',
      two()
        .alterHost('h1', { ...silent, state: 'reconnecting' })
        .ask('web', { desired: 'stopped' }),
      { plan: [] },
    ],
    [
      'Silent_Back_NothingHappened',
      two().alterHost('h1', { state: 'reconnecting' }),
      { plan: ['h1: reconnecting → active'], report: ['web active 1/1'] },
    ],
    [
      'Lost_ReplacedUnderTheSameIndex',
      two().alterHost('h1', { ...lost, state: 'reconnecting' }),
      {
        plan: [
          'h1: reconnecting → disconnected',
          'place web/1 on h2: replace-lost',
          'web/1 on h1 → removed, slot given away: host-lost',
        ],
        report: [
          'web activating 0/1 host-disconnected',
          'web/1 starting: starting',
          'web/1 removing: host-disconnected',
        ],
      },
    ],
    [
      'Lost_NoOtherHost_KeptAsItIs',
      one().alterHost('h1', { ...lost, state: 'disconnected' }),
      {
        plan: [],
        report: ['web degraded 0/1 host-disconnected', 'web/1 unknown: host-disconnected'],
      },
    ],
    [
      'Lost_RoomForOne_OtherKept',
      two()
        .service('db', { scale: 2, ports: [80] })
        .running('db', 1, 'h1')
        .running('db', 2, 'h1', { revisionId: 'none' })
        .ask('web', { scale: 0 })
        .alterHost('h1', { ...lost, state: 'disconnected' }),
      {
        plan: [
          'place db/1 on h2: replace-lost',
          'db/1 on h1 → removed, slot given away: host-lost',
          'web/1 on h1 → removed: scale-down',
        ],
      },
    ],
    [
      'LostBeforeItRan_Replaced',
      two()
        .alter('web-1', { observed: { kind: 'unobserved' } })
        .alterHost('h1', { ...lost, state: 'disconnected' }),
      {
        plan: ['place web/1 on h2: replace-lost', 'web/1 on h1 → removed, slot given away: host-lost'],
      },
    ],
    [
      'Lost_PlanFull_BothOrNeither',
      two().alterHost('h1', { ...lost, state: 'disconnected' }),
      {
        limits: { actionsMax: 1 },
        plan: [],
        report: ['web activating 0/1 limit', 'web/1 unknown: limit'],
      },
    ],
    [
      'LostAndReplaced_Back_JobRemovesSurplus',
      two()
        .running('web', 1, 'h2', { id: 'new', createIndex: 2 })
        .alter('web-1', { ...givenUp, job: { generation: 2, state: 'queued', attempts: 0, notBefore: NOW } }),
      {
        plan: [],
        report: ['web active 1/1 removing', 'web/1 removing: removing'],
      },
    ],
    [
      'LostAndReplaced_BackWithoutJob_SentAgain',
      two().running('web', 1, 'h2', { id: 'new', createIndex: 2 }).alter('web-1', givenUp),
      {
        plan: ['send web/1 to h1 again'],
      },
    ],
    [
      'LostAndReplaced_Gone_Forgotten',
      two()
        .running('web', 1, 'h2', { id: 'new', createIndex: 2 })
        .alter('web-1', { ...givenUp, observed: absentObservation(2, NOW) }),
      {
        plan: ['forget web/1 on h1: gone'],
        report: ['web active 1/1'],
      },
    ],
    [
      'Disconnected_Inactive_AlsoReplaced',
      two().alterHost('h1', { ...lost, desired: 'inactive', state: 'disconnected' }),
      {
        plan: ['place web/1 on h2: replace-lost', 'web/1 on h1 → removed, slot given away: host-lost'],
      },
    ],
    [
      'EngineDown_Reconnecting',
      one().alterHost('h1', { engineReachable: false }),
      {
        plan: ['h1: active → reconnecting'],
        report: ['web degraded 0/1 engine-unavailable', 'web/1 unknown: engine-unavailable'],
      },
    ],
    [
      'EngineDownTooLong_GivenUp',
      two().alterHost('h1', { engineReachable: false, state: 'reconnecting', stateSince: NOW - LOST_MS }),
      {
        plan: [
          'h1: reconnecting → disconnected',
          'place web/1 on h2: replace-lost',
          'web/1 on h1 → removed, slot given away: host-lost',
        ],
      },
    ],
    [
      'NotReadInFull_UnitUntouched',
      one()
        .alterHost('h1', { knowledge: { kind: 'unknown', since: NOW } })
        .edit('web'),
      {
        plan: [],
        report: ['web degraded 0/1 host-reconnecting', 'web/1 unknown: host-reconnecting'],
      },
    ],
  ])('%s', (_, given, expected) => expectPlan(given, expected));

  it('Silent_RequeuedAtTheDeadline', () => {
    const { report } = two().alterHost('h1', silent).plan();
    expect(report.requeueAt).toBe(NOW + TIMING.missedMax * TIMING.heartbeatMs);
    const quiet = one()
      .alterHost('h1', { ...silent, state: 'reconnecting' })
      .plan();
    expect(quiet.report.requeueAt).toBe(NOW - SILENT_MS + LOST_MS);
  });
});

describe('a host that is removed', () => {
  it.each<Case>([
    [
      'Answers_UnitsLeaveAndAreReplacedAtOnce',
      two().alterHost('h1', { desired: 'removed' }),
      {
        plan: [
          'h1: active → removing',
          'place web/1 on h2: replace-lost',
          'web/1 on h1 → removed, slot given away: host-removed',
        ],
        report: ['web activating 0/1 starting', 'web/1 starting: starting', 'web/1 removing: removing'],
      },
    ],
    [
      'NoOtherHost_UnitLeavesAllTheSame',
      one().alterHost('h1', leaving),
      {
        plan: ['web/1 on h1 → removed, slot given away: host-removed'],
        report: ['web degraded 0/0 no-host', 'web/1 waiting: no-host', 'web/1 removing: removing'],
      },
    ],
    [
      'UnitGone_HostRemoved',
      two()
        .alterHost('h1', leaving)
        .running('web', 1, 'h2', { id: 'new', createIndex: 2 })
        .alter('web-1', { ...givenUp, observed: absentObservation(2, NOW) }),
      {
        plan: ['h1: removing → removed', 'forget web/1 on h1: gone'],
      },
    ],
    ['Empty_RemovedAtOnce', cluster().host('h1', { desired: 'removed' }), { plan: ['h1: active → removed'] }],
    [
      'Disconnected_UnitsForgotten',
      two().alterHost('h1', { ...lost, desired: 'removed', state: 'disconnected' }),
      {
        plan: [
          'h1: disconnected → removed',
          'place web/1 on h2: replace-lost',
          'forget web/1 on h1: host-removed',
        ],
      },
    ],
    [
      'SilentWhileRemoving_Waits',
      one()
        .alterHost('h1', { ...silent, ...leaving })
        .alter('web-1', givenUp),
      { plan: [] },
    ],
    [
      'TooManyUnitsForOnePlan_HostLast',
      cluster()
        .host('h1', { ...lost, desired: 'removed', state: 'disconnected' })
        .service('web', { scale: 0 })
        .running('web', 1, 'h1')
        .running('web', 2, 'h1'),
      {
        limits: { actionsMax: 1 },
        plan: ['forget web/1 on h1: host-removed'],
      },
    ],
    [
      'NeverSeen_RemovedAtOnce',
      cluster().host('h1', { desired: 'removed', state: 'registering', lastSeenAt: null }),
      { plan: ['h1: registering → removed'] },
    ],
    [
      'ServiceStopped_NotReplaced',
      two()
        .alter('web-1', { desired: 'stopped' })
        .ask('web', { desired: 'stopped' })
        .alterHost('h1', leaving),
      {
        plan: ['web/1 on h1 → removed, slot given away: host-removed'],
        report: ['web stopping 0/0 removing', 'web/1 removing: removing'],
      },
    ],
  ])('%s', (_, given, expected) => expectPlan(given, expected));
});

describe('a port held by something unknown', () => {
  const stuck = {
    failure: makeFailure({ code: 'port-taken', attempts: 3 }),
    observed: containersObservation(1, NOW, [''], 'created', false),
  } as const;
  const web80 = () =>
    cluster()
      .host('h1')
      .host('h2')
      .service('web', { ports: [80] });

  it.each<Case>([
    [
      'ThreeAttempts_Moved',
      web80().unit('web', 1, 'h1', stuck),
      {
        plan: ['place web/1 on h2: replace-lost', 'web/1 on h1 → removed, slot given away: replace-lost'],
      },
    ],
    [
      'NoOtherHost_KeepsTrying',
      web80().alterHost('h2', { desired: 'inactive', state: 'inactive' }).unit('web', 1, 'h1', stuck),
      {
        plan: [],
        report: ['web degraded 0/1 port-taken', 'web/1 failing: port-taken'],
      },
    ],
    [
      'NoOtherHost_JobLost_SentAgain',
      cluster()
        .host('h1')
        .service('web', { ports: [80] })
        .unit('web', 1, 'h1', { ...stuck, observed: { kind: 'unobserved' }, job: null }),
      { plan: ['send web/1 to h1 again'] },
    ],
    [
      'MovedHereBefore_NotMovedBack',
      web80()
        .unit('web', 1, 'h2', { ...stuck, id: 'new', createIndex: 2 })
        .unit('web', 1, 'h1', { ...givenUp, observed: absentObservation(2, NOW) }),
      {
        plan: [],
        report: ['web degraded 0/1 port-taken', 'web/1 failing: port-taken'],
      },
    ],
    [
      'MovedAndRuns_ForgottenThen',
      web80()
        .running('web', 1, 'h2', { id: 'new', createIndex: 2 })
        .unit('web', 1, 'h1', { ...givenUp, observed: absentObservation(2, NOW) }),
      {
        plan: ['forget web/1 on h1: gone'],
        report: ['web active 1/1'],
      },
    ],
    [
      'MovedAndThirdHostJoins_MovedOn',
      web80()
        .host('h3')
        .unit('web', 1, 'h2', { ...stuck, id: 'new', createIndex: 2 })
        .unit('web', 1, 'h1', { ...givenUp, observed: absentObservation(2, NOW) }),
      {
        plan: ['place web/1 on h3: replace-lost', 'web/1 on h2 → removed, slot given away: replace-lost'],
      },
    ],
  ])('%s', (_, given, expected) => expectPlan(given, expected));
});
