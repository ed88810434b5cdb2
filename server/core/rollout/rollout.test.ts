import { describe, it } from 'vitest';
import { type ClusterBuilder, cluster, makeFailure } from '../testing/builders.ts';
import { LOST_MS, NOW, SILENT_MS } from '../testing/clock.ts';
import { type Expected, expectPlan } from '../testing/expect-plan.ts';
import { containersObservation, stoppedObservation } from '../testing/observations.ts';

type Case = readonly [name: string, given: ClusterBuilder, expected: Expected];

const one = () => cluster().host('h1');
const two = () => cluster().host('h1').host('h2');
const web3 = () =>
  cluster()
    .host('h1')
    .host('h2')
    .host('h3')
    .service('web', { scale: 3 })
    .running('web', 1, 'h1')
    .running('web', 2, 'h2')
    .running('web', 3, 'h3');
const broken = {
  failure: makeFailure(),
  observed: containersObservation(1, NOW, [''], 'created', false),
} as const;
const outdated = (unitIds: readonly string[], builder: ClusterBuilder) =>
  unitIds.reduce((given, id) => given.alter(id, { revisionId: 'web-r1' }), builder);

describe('an edit', () => {
  it.each<Case>([
    [
      'Running_Edited_OneAtATime',
      web3().edit('web'),
      {
        plan: ['web/1 on h1 → running web-r2: update'],
        report: [
          'web updating 2/3 updating',
          'web/1 updating: updating',
          'web/2 running: updating',
          'web/3 running: updating',
        ],
      },
    ],
    [
      'BatchOfTwo_TwoAtATime',
      web3().edit('web'),
      {
        limits: { updateBatch: 2 },
        plan: ['web/1 on h1 → running web-r2: update', 'web/2 on h2 → running web-r2: update'],
      },
    ],
    [
      'BatchLargerThanScale_All',
      web3().edit('web'),
      {
        limits: { updateBatch: 9 },
        plan: [1, 2, 3].map((index) => `web/${index} on h${index} → running web-r2: update`),
      },
    ],
    [
      'FirstStillStarting_OthersWait',
      outdated(
        ['web-2', 'web-3'],
        web3()
          .edit('web')
          .alter('web-1', {
            revisionId: 'web-r2',
            generation: 2,
            job: { generation: 2, state: 'queued', attempts: 0, notBefore: 0 },
          }),
      ),
      {
        plan: [],
        report: [
          'web updating 2/3 updating',
          'web/1 updating: updating',
          'web/2 running: updating',
          'web/3 running: updating',
        ],
      },
    ],
    [
      'NewRevisionFails_OthersKeepRunning',
      outdated(
        ['web-2', 'web-3'],
        web3()
          .edit('web')
          .alter('web-1', { revisionId: 'web-r2', ...broken }),
      ),
      {
        plan: [],
        report: [
          'web degraded 2/3 engine-error',
          'web/1 failing: engine-error',
          'web/2 running: updating',
          'web/3 running: updating',
        ],
      },
    ],
    [
      'OneFailing_UpdatedAtOnceOthersWait',
      web3().alter('web-2', broken).edit('web'),
      {
        plan: ['web/2 on h2 → running web-r2: update'],
      },
    ],
    [
      'AllFailing_AllUpdatedAtOnce',
      ['web-1', 'web-2', 'web-3'].reduce((given, id) => given.alter(id, broken), web3()).edit('web'),
      {
        plan: [1, 2, 3].map((index) => `web/${index} on h${index} → running web-r2: update`),
      },
    ],
    [
      'EditedTwice_StartingOneUpdatedAgain',
      outdated(
        ['web-2', 'web-3'],
        web3()
          .edit('web')
          .alter('web-1', { revisionId: 'web-r2', ...broken })
          .edit('web'),
      ),
      {
        plan: ['web/1 on h1 → running web-r3: update'],
      },
    ],
    [
      'OneHostSilent_OthersWaitForIt',
      web3().alterHost('h3', { state: 'reconnecting', seenAgoMs: SILENT_MS }).edit('web'),
      { plan: [] },
    ],
    [
      'OneHostLostAndNoRoom_OthersGoOn',
      two()
        .service('web', { scale: 2, ports: [80] })
        .running('web', 1, 'h1')
        .running('web', 2, 'h2')
        .alterHost('h1', { state: 'disconnected', seenAgoMs: LOST_MS })
        .edit('web', { ports: [80] }),
      {
        plan: ['web/2 on h2 → running web-r2: update'],
        report: [
          'web degraded 0/2 host-disconnected',
          'web/1 unknown: host-disconnected',
          'web/2 updating: updating',
        ],
      },
    ],
    [
      'ScaleUpMeanwhile_NewUnitsFirst',
      web3().edit('web').ask('web', { scale: 4 }),
      { plan: ['place web/4 on h1: scale-up'] },
    ],
    [
      'WaitingSlot_DoesNotBlockTheEdit',
      two()
        .service('web', { scale: 3, ports: [80] })
        .running('web', 1, 'h1')
        .running('web', 2, 'h2')
        .edit('web', { ports: [80] }),
      {
        plan: ['web/1 on h1 → running web-r2: update'],
        report: [
          'web degraded 1/2 no-host',
          'web/1 updating: updating',
          'web/2 running: updating',
          'web/3 waiting: no-host',
        ],
      },
    ],
    [
      'RestartAskedToo_OneChange',
      one().service('web').running('web', 1, 'h1').edit('web').ask('web', { restartCount: 1 }),
      {
        plan: ['web/1 on h1 → running web-r2: update'],
      },
    ],
    [
      'Inactive_StillUpdated',
      one()
        .service('web')
        .running('web', 1, 'h1')
        .alterHost('h1', { desired: 'inactive', state: 'inactive' })
        .edit('web'),
      {
        plan: ['web/1 on h1 → running web-r2: update'],
      },
    ],
  ])('%s', (_, given, expected) => expectPlan(given, expected));
});

describe('an edit that asks more of the host', () => {
  const held = (port: number) =>
    two()
      .service('db', { ports: [port] })
      .running('db', 1, 'h1')
      .service('web')
      .running('web', 1, 'h1');

  it.each<Case>([
    [
      'NewPortTaken_Moved',
      held(80).edit('web', { ports: [80] }),
      {
        plan: ['place web/1 on h2: update', 'web/1 on h1 → moved: update'],
      },
    ],
    [
      'NewPortTakenEverywhere_RunsOnWithReason',
      held(80)
        .ask('db', { scale: 2 })
        .running('db', 2, 'h2')
        .edit('web', { ports: [80] }),
      {
        plan: [],
        report: ['db active 2/2', 'web updating 1/1 no-host', 'web/1 running: no-host'],
      },
    ],
    [
      'NewPortTakenEverywhere_OldDecisionNeverDelivered_SentAgain',
      held(80)
        .ask('db', { scale: 2 })
        .running('db', 2, 'h2')
        .alter('web-1', { observed: { kind: 'unobserved' } })
        .edit('web', { ports: [80] }),
      {
        plan: ['send web/1 to h1 again'],
        report: ['db active 2/2', 'web degraded 0/1 no-host', 'web/1 starting: no-host'],
      },
    ],
    [
      'NewPortTakenEverywhere_StoppedUnitStaysStopped_OthersGoOn',
      one()
        .host('h2')
        .service('db', { ports: [80], scale: 1 })
        .running('db', 1, 'h1')
        .service('web', { scale: 2 })
        .running('web', 1, 'h1', { desired: 'stopped', observed: stoppedObservation(1, NOW) })
        .running('web', 2, 'h2')
        .edit('web', { ports: [80] })
        .alterHost('h2', { desired: 'inactive', state: 'inactive' }),
      {
        plan: ['web/2 on h2 → running web-r2: update'],
        report: [
          'db active 1/1',
          'web degraded 0/2 no-host',
          'web/1 stopped: no-host',
          'web/2 updating: updating',
        ],
      },
    ],
    [
      'NewPortFree_InPlace',
      held(81).edit('web', { ports: [80] }),
      { plan: ['web/1 on h1 → running web-r2: update'] },
    ],
    [
      'SamePort_InPlace',
      two()
        .service('web', { ports: [80] })
        .running('web', 1, 'h1')
        .edit('web', { ports: [80] }),
      { plan: ['web/1 on h1 → running web-r2: update'] },
    ],
    [
      'MemoryGrowsWithin_InPlace',
      cluster()
        .host('h1', { memoryMb: 1024 })
        .service('web', { memoryMb: 600 })
        .running('web', 1, 'h1')
        .edit('web', { memoryMb: 1024 }),
      {
        plan: ['web/1 on h1 → running web-r2: update'],
      },
    ],
    [
      'MemoryGrowsBeyond_Moved',
      cluster()
        .host('h1', { memoryMb: 1024 })
        .host('h2')
        .service('web', { memoryMb: 600 })
        .running('web', 1, 'h1')
        .edit('web', { memoryMb: 1025 }),
      {
        plan: ['place web/1 on h2: update', 'web/1 on h1 → moved: update'],
      },
    ],
    [
      'HostShrank_SameMemory_InPlace',
      cluster()
        .host('h1', { memoryMb: 100 })
        .service('web', { memoryMb: 600 })
        .running('web', 1, 'h1')
        .edit('web', { memoryMb: 600 }),
      {
        plan: ['web/1 on h1 → running web-r2: update'],
      },
    ],
    [
      'NewHardRuleUnmet_Moved',
      cluster()
        .host('h1')
        .host('h2', { labels: { zone: 'b' } })
        .service('web')
        .running('web', 1, 'h1')
        .edit('web', { rules: [{ key: 'zone', value: 'B', rule: 'must' }] }),
      {
        plan: ['place web/1 on h2: update', 'web/1 on h1 → moved: update'],
      },
    ],
    [
      'RelabelledSinceSameRule_InPlace',
      one()
        .service('web', { rules: [{ key: 'zone', value: 'b', rule: 'must' }] })
        .running('web', 1, 'h1')
        .edit('web', { rules: [{ key: 'zone', value: 'b', rule: 'must' }] }),
      {
        plan: ['web/1 on h1 → running web-r2: update'],
      },
    ],
    [
      'Moves_CountAsOut',
      cluster()
        .host('h1')
        .host('h2')
        .host('h3', { labels: { zone: 'b' } })
        .service('web', { scale: 2 })
        .running('web', 1, 'h1')
        .running('web', 2, 'h2')
        .edit('web', { rules: [{ key: 'zone', value: 'b', rule: 'must' }] }),
      {
        plan: ['place web/1 on h3: update', 'web/1 on h1 → moved: update'],
      },
    ],
    [
      'MoveNeedsTwoActions_PlanFull_Neither',
      held(80).edit('web', { ports: [80] }),
      {
        limits: { actionsMax: 1 },
        plan: [],
        report: ['db active 1/1', 'web updating 1/1 limit', 'web/1 running: limit'],
      },
    ],
    [
      'ReleasedPort_FreeForOthersInTheSamePlan',
      one()
        .service('web', { ports: [80], createdAt: 1 })
        .service('late', { ports: [80], createdAt: 2 })
        .failing('web', 1, 'h1')
        .edit('web'),
      {
        plan: ['place late/1 on h1: scale-up', 'web/1 on h1 → running web-r2: update'],
      },
    ],
    [
      'SearchedInVain_PortReleasedSince_SearchedAgain',
      one()
        .service('a', { scale: 2, createdAt: 1 })
        .failing('a', 1, 'h1')
        .edit('a', { ports: [80] })
        .service('b', { ports: [80], createdAt: 2 })
        .failing('b', 1, 'h1')
        .edit('b'),
      {
        plan: ['place a/2 on h1: scale-up', 'b/1 on h1 → running b-r2: update'],
        report: [
          'a degraded 0/2 no-host',
          'a/1 failing: no-host',
          'a/2 starting: starting',
          'b updating 0/1 updating',
          'b/1 updating: updating',
        ],
      },
    ],
  ])('%s', (_, given, expected) => expectPlan(given, expected));
});

describe('a restart', () => {
  it.each<Case>([
    [
      'Running_Restarted_OneAtATime',
      web3().ask('web', { restartCount: 1 }),
      {
        limits: { updateBatch: 3 },
        plan: ['web/1 on h1 → running restart 1: restart'],
        report: [
          'web updating 2/3 restarting',
          'web/1 updating: restarting',
          'web/2 running: restarting',
          'web/3 running: restarting',
        ],
      },
    ],
    [
      'OneNotRunning_RestartedAtOnceOthersWait',
      web3().alter('web-3', broken).ask('web', { restartCount: 1 }),
      {
        plan: ['web/3 on h3 → running restart 1: restart'],
      },
    ],
    [
      'AnotherStillStarting_Waits',
      web3()
        .alter('web-1', {
          restartCount: 1,
          observed: { kind: 'unobserved' },
          job: { generation: 1, state: 'leased', attempts: 1, notBefore: 0 },
        })
        .ask('web', { restartCount: 1 }),
      {
        plan: [],
      },
    ],
    [
      'NewUnits_StartWithTheCount',
      one().service('web', { restartCount: 4 }),
      { plan: ['place web/1 on h1: scale-up'] },
    ],
  ])('%s', (_, given, expected) => expectPlan(given, expected));
});
