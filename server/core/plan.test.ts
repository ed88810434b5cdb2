import { describe, it } from 'vitest';
import { type ClusterBuilder, cluster, makeFailure } from './testing/builders.ts';
import { LOST_MS, NOW, SILENT_MS } from './testing/clock.ts';
import { type Expected, expectPlan } from './testing/expect-plan.ts';
import { absentObservation, containersObservation, stoppedObservation } from './testing/observations.ts';

type Case = readonly [name: string, given: ClusterBuilder, expected: Expected];

const one = () => cluster().host('h1');
const two = () => cluster().host('h1').host('h2');
const three = () => cluster().host('h1').host('h2').host('h3');
const web3 = () =>
  three()
    .service('web', { scale: 3 })
    .running('web', 1, 'h1')
    .running('web', 2, 'h2')
    .running('web', 3, 'h3');
const stopped = { desired: 'stopped', observed: stoppedObservation(1, NOW) } as const;

describe('scale', () => {
  it.each<Case>([
    ['Nothing_Nothing', cluster(), { plan: [], report: [] }],
    ['Converged_NoChange', web3(), { plan: [], report: ['web active 3/3'] }],
    [
      'NewService_SpreadsByName',
      cluster().host('h2').host('h1').host('h3').service('web', { scale: 4 }),
      {
        plan: [
          'place web/1 on h1: scale-up',
          'place web/2 on h2: scale-up',
          'place web/3 on h3: scale-up',
          'place web/4 on h1: scale-up',
        ],
        report: [
          'web activating 0/4 starting',
          ...[1, 2, 3, 4].map((index) => `web/${index} starting: starting`),
        ],
      },
    ],
    [
      'Running_ScaleUp_LowestFreeIndexes',
      web3().alter('web-2', { index: 4 }).ask('web', { scale: 5 }),
      {
        plan: ['place web/2 on h1: scale-up', 'place web/5 on h2: scale-up'],
      },
    ],
    [
      'Running_ScaleDown_NewestGoes',
      web3().alter('web-1', { createIndex: 9 }).ask('web', { scale: 2 }),
      {
        plan: ['web/1 on h1 → removed: scale-down'],
        report: ['web active 2/2 removing', 'web/1 removing: removing'],
      },
    ],
    [
      'OneFailing_ScaleDown_FailingGoesFirst',
      web3()
        .alter('web-1', { failure: makeFailure(), observed: { kind: 'unobserved' } })
        .ask('web', { scale: 2 }),
      {
        plan: ['web/1 on h1 → removed: scale-down'],
      },
    ],
    [
      'OneLost_ScaleDown_LostGoesFirst',
      web3().alterHost('h1', { state: 'disconnected', seenAgoMs: LOST_MS }).ask('web', { scale: 2 }),
      {
        plan: ['web/1 on h1 → removed: scale-down'],
        report: ['web active 2/2 host-disconnected', 'web/1 removing: host-disconnected'],
      },
    ],
    [
      'OneSilent_ScaleDown_NewestGoes',
      web3().alterHost('h1', { state: 'reconnecting', seenAgoMs: SILENT_MS }).ask('web', { scale: 2 }),
      {
        plan: ['web/3 on h3 → removed: scale-down'],
        report: [
          'web degraded 1/2 host-reconnecting',
          'web/1 unknown: host-reconnecting',
          'web/3 removing: removing',
        ],
      },
    ],
    [
      'Running_ScaleZero_AllGo',
      one().service('web').running('web', 1, 'h1').ask('web', { scale: 0 }),
      {
        plan: ['web/1 on h1 → removed: scale-down'],
        report: ['web active 0/0 removing', 'web/1 removing: removing'],
      },
    ],
    ['ScaleZero_Converged', one().service('web', { scale: 0 }), { plan: [], report: ['web active 0/0'] }],
    [
      'RemovedAndAbsent_Forgotten',
      one()
        .service('web', { scale: 0 })
        .unit('web', 1, 'h1', { desired: 'removed', observed: absentObservation(1, NOW) }),
      {
        plan: ['forget web/1 on h1: gone'],
        report: ['web active 0/0'],
      },
    ],
    [
      'RemovedNotAbsent_ScaleUp_NextIndex',
      two().service('web').unit('web', 1, 'h1', { desired: 'removed' }),
      {
        plan: ['place web/2 on h1: scale-up'],
        report: ['web activating 0/1 starting', 'web/1 removing: removing', 'web/2 starting: starting'],
      },
    ],
    [
      'RemovedAndAbsent_ScaleUp_IndexFreeAtOnce',
      two()
        .service('web')
        .unit('web', 1, 'h1', { desired: 'removed', observed: absentObservation(1, NOW) }),
      {
        plan: ['place web/1 on h1: scale-up', 'forget web/1 on h1: gone'],
      },
    ],
    [
      'TwoHoldersOfAnIndex_WorseOneGoes',
      two()
        .service('web', { scale: 2 })
        .running('web', 1, 'h1')
        .running('web', 1, 'h2', { id: 'double', createIndex: 2 }),
      {
        plan: ['place web/2 on h2: scale-up', 'web/1 on h2 → removed: surplus'],
      },
    ],
    [
      'HostNotGiven_UnitFillsItsSlotUntouched',
      two()
        .service('web', { scale: 1 })
        .running('web', 1, 'nowhere')
        .running('web', 2, 'h1')
        .alterHost('h1', { state: 'disconnected', seenAgoMs: LOST_MS }),
      {
        plan: ['web/2 on h1 → removed: scale-down'],
        report: [
          'web degraded 0/1 host-disconnected',
          'web/1 unknown: host-disconnected',
          'web/2 removing: host-disconnected',
        ],
      },
    ],
    [
      'Waiting_ScaleDown_CostsNothing',
      one()
        .service('web', { scale: 3, ports: [80] })
        .running('web', 1, 'h1')
        .ask('web', { scale: 1 }),
      {
        plan: [],
        report: ['web active 1/1'],
      },
    ],
  ])('%s', (_, given, expected) => expectPlan(given, expected));
});

describe('placement', () => {
  it.each<Case>([
    [
      'FixedPort_MoreThanHosts_SurplusWaits',
      two().service('web', { scale: 3, ports: [80] }),
      {
        plan: ['place web/1 on h1: scale-up', 'place web/2 on h2: scale-up'],
        report: [
          'web degraded 0/2 no-host',
          'web/1 starting: starting',
          'web/2 starting: starting',
          'web/3 waiting: no-host',
        ],
      },
    ],
    [
      'FixedPort_HostJoins_WaitingIsPlaced',
      three()
        .service('web', { scale: 3, ports: [80] })
        .running('web', 1, 'h1')
        .running('web', 2, 'h2'),
      {
        plan: ['place web/3 on h3: scale-up'],
      },
    ],
    [
      'TwoServicesOnePort_OlderWins',
      one()
        .service('a-late', { ports: [80], createdAt: 2 })
        .service('early', { ports: [80], createdAt: 1 }),
      {
        plan: ['place early/1 on h1: scale-up'],
        report: [
          'a-late degraded 0/0 no-host',
          'a-late/1 waiting: no-host',
          'early activating 0/1 starting',
          'early/1 starting: starting',
        ],
      },
    ],
    [
      'NoHostAtAll_Waits',
      cluster().service('web'),
      { plan: [], report: ['web degraded 0/0 no-host', 'web/1 waiting: no-host'] },
    ],
    [
      'Inactive_NothingNew',
      one().alterHost('h1', { desired: 'inactive', state: 'inactive' }).service('web'),
      {
        plan: [],
        report: ['web degraded 0/0 no-host', 'web/1 waiting: no-host'],
      },
    ],
    [
      'BecomesInactive_UnitsStay',
      one().service('web').running('web', 1, 'h1').alterHost('h1', { desired: 'inactive' }),
      {
        plan: ['h1: active → inactive'],
        report: ['web active 1/1'],
      },
    ],
    [
      'PortOfRemovedUnit_HeldUntilAbsent',
      one()
        .service('web', { ports: [80] })
        .unit('web', 1, 'h1', { desired: 'removed' }),
      {
        plan: [],
        report: ['web degraded 0/0 no-host', 'web/1 removing: removing', 'web/2 waiting: no-host'],
      },
    ],
    [
      'SoftRule_BeatsSpread',
      cluster()
        .host('h1')
        .host('h2', { labels: { disk: 'SSD' } })
        .service('web', { scale: 2, rules: [{ key: 'Disk', value: 'ssd', rule: 'should' }] }),
      {
        plan: ['place web/1 on h2: scale-up', 'place web/2 on h2: scale-up'],
      },
    ],
    [
      'SoftRuleUnmet_StillPlaced',
      one().service('web', { rules: [{ key: 'disk', value: 'ssd', rule: 'should' }] }),
      {
        plan: ['place web/1 on h1: scale-up'],
      },
    ],
    [
      'OtherServicesUnits_Count',
      two().service('db', { scale: 1 }).running('db', 1, 'h1').service('web'),
      { plan: ['place web/1 on h2: scale-up'] },
    ],
    [
      'SameServiceUnits_CountMore',
      two()
        .service('db', { scale: 2 })
        .running('db', 1, 'h2')
        .running('db', 2, 'h2')
        .service('web', { scale: 2 })
        .running('web', 1, 'h1'),
      {
        plan: ['place web/2 on h2: scale-up'],
      },
    ],
    [
      'EqualCounts_MoreFreeMemoryWins',
      cluster().host('h1', { memoryMb: 1024 }).host('h2', { memoryMb: 2048 }).service('web'),
      { plan: ['place web/1 on h2: scale-up'] },
    ],
    [
      'SizeUnknown_ComesLastButFits',
      cluster()
        .host('h1', { memoryMb: null })
        .host('h2', { memoryMb: 512 })
        .service('web', { scale: 2, memoryMb: 400 }),
      {
        plan: ['place web/1 on h2: scale-up', 'place web/2 on h1: scale-up'],
      },
    ],
    [
      'RevisionMissing_Waits',
      one().service('web', { currentRevisionId: 'nowhere' }),
      { plan: [], report: ['web degraded 0/0 invalid-spec', 'web/1 waiting: invalid-spec'] },
    ],
    [
      'StoppedService_NothingPlaced',
      one().service('web', { desired: 'stopped' }),
      { plan: [], report: ['web stopped 0/0'] },
    ],
    [
      'PlanFull_RestWaits',
      one().service('web', { scale: 3 }),
      {
        limits: { actionsMax: 2 },
        plan: ['place web/1 on h1: scale-up', 'place web/2 on h1: scale-up'],
        report: [
          'web activating 0/2 limit',
          'web/1 starting: starting',
          'web/2 starting: starting',
          'web/3 waiting: limit',
        ],
      },
    ],
  ])('%s', (_, given, expected) => expectPlan(given, expected));
});

describe('start, stop and removal', () => {
  it.each<Case>([
    [
      'Running_Stop_AllAtOnceNoneRemoved',
      web3().ask('web', { desired: 'stopped' }),
      {
        plan: [1, 2, 3].map((index) => `web/${index} on h${index} → stopped: stop`),
        report: ['web stopping 0/3 stopping', ...[1, 2, 3].map((index) => `web/${index} stopping: stopping`)],
      },
    ],
    [
      'Stopped_Converged',
      one().service('web', { desired: 'stopped' }).running('web', 1, 'h1', stopped),
      { plan: [], report: ['web stopped 0/1'] },
    ],
    [
      'Stopped_Start_SameUnits',
      one().service('web').running('web', 1, 'h1', stopped),
      {
        plan: ['web/1 on h1 → running: start'],
        report: ['web activating 0/1 starting', 'web/1 starting: starting'],
      },
    ],
    [
      'Stopped_EditedAndStarted_OneChange',
      one().service('web').running('web', 1, 'h1', stopped).edit('web').ask('web', { restartCount: 2 }),
      {
        plan: ['web/1 on h1 → running: start'],
      },
    ],
    [
      'Stopped_ScaleDown_SurplusRemoved',
      one()
        .service('web', { desired: 'stopped' })
        .running('web', 1, 'h1', stopped)
        .running('web', 2, 'h1', stopped),
      {
        plan: ['web/2 on h1 → removed: scale-down'],
      },
    ],
    [
      'Stopped_HostLost_UnitKept',
      two()
        .service('web', { desired: 'stopped' })
        .running('web', 1, 'h1', stopped)
        .alterHost('h1', { state: 'disconnected', seenAgoMs: LOST_MS }),
      {
        plan: [],
        report: ['web stopping 0/1 host-disconnected', 'web/1 unknown: host-disconnected'],
      },
    ],
    [
      'Removed_UnitsRemoved',
      one().service('web', { desired: 'removed' }).running('web', 1, 'h1'),
      {
        plan: ['web/1 on h1 → removed: service-removed'],
        report: ['web removing 0/0 removing', 'web/1 removing: removing'],
      },
    ],
    [
      'Removed_HostSilent_DecidedAllTheSame',
      one()
        .service('web', { desired: 'removed' })
        .running('web', 1, 'h1')
        .alterHost('h1', { state: 'reconnecting', seenAgoMs: SILENT_MS }),
      {
        plan: ['web/1 on h1 → removed: service-removed'],
        report: ['web removing 0/0 host-reconnecting', 'web/1 removing: host-reconnecting'],
      },
    ],
    [
      'Removed_UnitsGone_Finished',
      one()
        .service('web', { desired: 'removed' })
        .unit('web', 1, 'h1', { desired: 'removed', observed: absentObservation(1, NOW) }),
      {
        plan: ['forget web/1 on h1: gone', 'finish service web'],
        report: ['web removing 0/0 removing'],
      },
    ],
    [
      'Removed_NeverHadUnits_Finished',
      one().service('web', { desired: 'removed' }),
      { plan: ['finish service web'] },
    ],
    [
      'StackRemoved_ServicesGoWithIt',
      one().service('web').running('web', 1, 'h1').service('db').stack('app', 'removed'),
      {
        plan: ['web/1 on h1 → removed: stack-removed', 'finish service db'],
      },
    ],
    [
      'StackRemoved_LastServiceFinished_StackToo',
      one().service('web').stack('app', 'removed'),
      { plan: ['finish service web', 'finish stack app'] },
    ],
    ['StackRemoved_Empty_Finished', cluster().stack('app', 'removed'), { plan: ['finish stack app'] }],
    [
      'RemovalNeverDelivered_SentAgain',
      one()
        .service('web', { scale: 0 })
        .running('web', 1, 'h1', {
          desired: 'removed',
          generation: 2,
          observed: containersObservation(1, NOW, [''], 'running', true),
        }),
      {
        plan: ['send web/1 to h1 again'],
      },
    ],
    [
      'StartNeverDelivered_SentAgain',
      one().service('web').unit('web', 1, 'h1', { job: null }),
      { plan: ['send web/1 to h1 again'] },
    ],
    [
      'NeverDelivered_HostSilent_Waits',
      one()
        .service('web')
        .unit('web', 1, 'h1', { job: null })
        .alterHost('h1', { state: 'reconnecting', seenAgoMs: SILENT_MS }),
      { plan: [] },
    ],
  ])('%s', (_, given, expected) => expectPlan(given, expected));
});

describe('reports of what hosts put right themselves', () => {
  it.each<Case>([
    [
      'ContainerMissing_Starting',
      one()
        .service('web')
        .running('web', 1, 'h1', { observed: containersObservation(1, NOW, [''], 'missing', false) }),
      {
        plan: [],
        report: ['web activating 0/1 starting', 'web/1 starting: starting'],
      },
    ],
    [
      'ContainerExited_Exited',
      one()
        .service('web')
        .running('web', 1, 'h1', { observed: containersObservation(1, NOW, [''], 'exited', false) }),
      {
        plan: [],
        report: ['web degraded 0/1 exited', 'web/1 failing: exited'],
      },
    ],
    [
      'UnitAbsent_Starting',
      one()
        .service('web')
        .running('web', 1, 'h1', { observed: absentObservation(1, NOW) }),
      {
        plan: [],
        report: ['web activating 0/1 starting', 'web/1 starting: starting'],
      },
    ],
    [
      'ImageMissing_SaysSo',
      one().service('web').failing('web', 1, 'h1', { code: 'image-not-found' }),
      {
        plan: [],
        report: ['web degraded 0/1 image-not-found', 'web/1 failing: image-not-found'],
      },
    ],
    [
      'UnknownFailureCode_EngineError',
      one().service('web').failing('web', 1, 'h1', { code: 'made-up' }),
      {
        plan: [],
        report: ['web degraded 0/1 engine-error', 'web/1 failing: engine-error'],
      },
    ],
    [
      'OldFailureButRunning_Right',
      one().service('web').running('web', 1, 'h1', { failure: makeFailure() }),
      { plan: [], report: ['web active 1/1'] },
    ],
    [
      'SeveralReasons_MostTellingIsTheServices',
      two().service('web', { scale: 2 }).unit('web', 1, 'h1').failing('web', 2, 'h2', { code: 'disk-full' }),
      {
        plan: [],
        report: ['web degraded 0/2 disk-full', 'web/1 starting: starting', 'web/2 failing: disk-full'],
      },
    ],
  ])('%s', (_, given, expected) => expectPlan(given, expected));
});

/** A unit given up and gone, and the one in its place that has not run yet. */
const replaced = (code: string) =>
  two()
    .service('web', { scale: 1 })
    .unit('web', 1, 'h1', {
      id: 'old',
      desired: 'removed',
      generation: 2,
      lostAt: NOW - 60_000,
      job: null,
      observed: absentObservation(2, NOW - 50_000),
    })
    .failing('web', 1, 'h2', { code });

describe('what a lost unit leaves', () => {
  it.each<Case>([
    [
      'SuccessorLacksItsImage_Forgotten',
      replaced('image-not-found'),
      {
        plan: ['forget web/1 on h1: gone'],
        report: ['web degraded 0/1 image-not-found', 'web/1 failing: image-not-found'],
      },
    ],
    [
      'SuccessorMeetsATakenPort_Remembered: it says where not to move it',
      replaced('port-taken'),
      { plan: [], report: ['web degraded 0/1 port-taken', 'web/1 failing: port-taken'] },
    ],
  ])('%s', (_name, given, expected) => expectPlan(given, expected));
});

const asked = { recreations: { '': 3 }, recreateCount: 2 } as const;

describe('a container that a person removed', () => {
  it.each<Case>([
    [
      'Running_MadeAnewAtOnce',
      web3().alter('web-2', asked),
      {
        plan: ['web/2 on h2 → running anew 3 web-r1: recreate'],
        report: ['web updating 2/3 restarting', 'web/2 updating: restarting'],
      },
    ],
    ['TakenAlong_NotAgain', web3().alter('web-2', { ...asked, recreateCount: 3 }), { plan: [] }],
    [
      'WhileAnEditIsUnderWay_ComesBackAsTheServiceIsNow_AndTheOthersWait',
      web3().edit('web').alter('web-2', asked),
      { plan: ['web/2 on h2 → running anew 3 web-r2: recreate'] },
    ],
    [
      'WhileAnEditFitsNowhere_ComesBackAsItWas',
      web3().edit('web', { memoryMb: 100_000 }).alter('web-2', asked),
      { plan: ['web/2 on h2 → running anew 3 web-r1: recreate'] },
    ],
    [
      'Failing_TriedAnew',
      one().service('web').failing('web', 1, 'h1').alter('web-1', asked),
      { plan: ['web/1 on h1 → running anew 3 web-r1: recreate'] },
    ],
    [
      'ServiceStopped_RemovedAndStaysStopped',
      one().service('web', { desired: 'stopped' }).running('web', 1, 'h1', stopped).alter('web-1', asked),
      {
        plan: ['web/1 on h1 → stopped anew 3 web-r1: recreate'],
        report: ['web stopping 0/1 stopping', 'web/1 stopping: stopping'],
      },
    ],
    [
      'HostSilent_Waits',
      web3().alter('web-2', asked).alterHost('h2', { state: 'reconnecting', seenAgoMs: SILENT_MS }),
      { plan: [] },
    ],
    [
      'BeyondTheScale_GoesForGood',
      web3().ask('web', { scale: 2 }).alter('web-3', asked),
      { plan: ['web/3 on h3 → removed: scale-down'] },
    ],
  ])('%s', (_, given, expected) => expectPlan(given, expected));
});
