import { describe, expect, it } from 'vitest';
import { lint } from './lint.ts';
import type { Action, ChangeAction, ForgetAction, PlaceAction } from './model/plan.ts';
import { type ClusterBuilder, cluster } from './testing/builders.ts';
import { LIMITS, NOW } from './testing/clock.ts';
import { absentObservation } from './testing/observations.ts';

const gone = { desired: 'removed', observed: absentObservation(1, NOW) } as const;
const base = () => cluster().host('h1').host('h2').service('web', { scale: 2 }).running('web', 1, 'h1');

const place = (change: Partial<PlaceAction> = {}): PlaceAction => ({
  kind: 'place',
  unitId: 'new',
  serviceId: 'web',
  hostId: 'h2',
  index: 2,
  createIndex: 2,
  revisionId: 'web-r1',
  generation: 1,
  desired: 'running',
  restartCount: 0,
  cause: 'scale-up',
  ...change,
});

const change = (part: Partial<ChangeAction> = {}): ChangeAction => ({
  kind: 'change',
  unitId: 'web-1',
  serviceId: 'web',
  hostId: 'h1',
  generation: 2,
  desired: 'removed',
  revisionId: 'web-r1',
  restartCount: 0,
  recreateCount: 0,
  lost: false,
  cause: 'scale-down',
  ...part,
});

const forget = (part: Partial<ForgetAction> = {}): ForgetAction => ({
  kind: 'forget',
  unitId: 'web-1',
  serviceId: 'web',
  hostId: 'h1',
  cause: 'gone',
  ...part,
});

const hostState = (to: 'removed' | 'disconnected' | 'active' | 'removing'): Action => ({
  kind: 'host-state',
  hostId: 'h1',
  from: 'active',
  to,
  cause: 'timing',
});

function findings(given: ClusterBuilder, actions: readonly Action[], limits = LIMITS): readonly string[] {
  const { environmentId, parent } = given.input;
  return lint({ environmentId, parent, actions }, given.input, limits).map(
    ({ code, severity }) => `${severity} ${code}`,
  );
}

type Case = readonly [
  name: string,
  given: ClusterBuilder,
  actions: readonly Action[],
  found: readonly string[],
];

describe('what a plan is about', () => {
  it.each<Case>([
    ['Nothing', base(), [], []],
    ['GoodPlace', base(), [place()], []],
    ['UnknownHost', base(), [place({ hostId: 'no' })], ['fatal unknown-host']],
    ['UnknownService', base(), [place({ serviceId: 'no' })], ['fatal unknown-service']],
    ['UnknownUnit', base(), [change({ unitId: 'no' })], ['fatal unknown-unit']],
    [
      'UnknownRevision',
      base(),
      [place({ revisionId: 'no' })],
      ['fatal unknown-revision', 'fatal wrong-relation'],
    ],
    [
      'UnknownStack',
      base(),
      [{ kind: 'finish-stack', stackId: 'no' }],
      ['fatal unknown-stack', 'fatal left-behind'],
    ],
    ['OldRevisionForNewUnit', base().edit('web'), [place()], ['fatal wrong-relation']],
    ['UnitOnAnotherHost', base(), [change({ hostId: 'h2' })], ['fatal wrong-relation']],
    ['TwoActionsForOneUnit', base(), [change(), change()], ['fatal duplicate-action']],
    ['GenerationSkipped', base(), [change({ generation: 3 })], ['fatal wrong-generation']],
    ['GenerationKept', base(), [change({ generation: 1 })], ['fatal wrong-generation']],
    [
      'DispatchOfAnotherGeneration',
      base(),
      [{ kind: 'dispatch', unitId: 'web-1', hostId: 'h1', generation: 2, cause: 'resend' }],
      ['fatal wrong-generation'],
    ],
    [
      'DispatchWithLiveJob',
      cluster().host('h1').service('web').unit('web', 1, 'h1'),
      [{ kind: 'dispatch', unitId: 'web-1', hostId: 'h1', generation: 1, cause: 'resend' }],
      ['warning needless'],
    ],
    ['ChangeOfNothing', base(), [change({ desired: 'running', cause: 'start' })], ['warning needless']],
    ['IdUsedBefore', base(), [place({ unitId: 'web-1' })], ['fatal wrong-new-unit']],
    [
      'CreateIndexOfTheUnitItReplaces',
      base().running('web', 2, 'h3', { desired: 'removed', lostAt: NOW }),
      [place({ createIndex: 2 })],
      [],
    ],
    [
      'CreateIndexOfAnotherUnitThatWasGivenUp',
      base().running('web', 3, 'h3', { desired: 'removed', lostAt: NOW }),
      [place({ createIndex: 3 })],
      ['fatal wrong-new-unit'],
    ],
    ['CreateIndexUsedBefore', base(), [place({ createIndex: 1 })], ['fatal wrong-new-unit']],
    ['IndexZero', base(), [place({ index: 0 })], ['fatal wrong-new-unit']],
    ['NotSorted', base(), [change(), place()], ['warning unsorted']],
    ['TooManyActions', base(), [place(), change()], []],
  ])('%s', (_, given, actions, found) => expect(findings(given, actions)).toEqual(found));

  it('OverLimit', () => {
    expect(findings(base(), [place(), change()], { ...LIMITS, actionsMax: 1 })).toEqual(['fatal over-limit']);
  });

  it('OtherParent', () => {
    const { input } = base();
    const found = lint({ environmentId: 'env', parent: input.parent - 1, actions: [] }, input, LIMITS);
    expect(found.map(({ code }) => code)).toEqual(['wrong-parent']);
  });
});

describe('slots and hosts', () => {
  const web80 = () =>
    cluster()
      .host('h1')
      .host('h2')
      .service('web', { scale: 2, ports: [80] })
      .running('web', 1, 'h1');
  const lostHost = () => base().alterHost('h1', { state: 'disconnected' });

  it.each<Case>([
    ['IndexHeld', base(), [place({ index: 1 })], ['fatal slot-taken']],
    ['IndexHeldByOneThatLeaves', base(), [place({ index: 1 }), change()], ['fatal slot-taken']],
    ['IndexOfGivenUpUnit', lostHost(), [place({ index: 1 }), change({ lost: true, cause: 'host-lost' })], []],
    ['IndexOfUnitKnownGone', base().alter('web-1', gone), [place({ index: 1 })], []],
    [
      'IndexGivenTwice',
      base().ask('web', { scale: 3 }),
      [place(), place({ unitId: 'n2', createIndex: 3 })],
      ['fatal slot-taken'],
    ],
    ['MoreThanScale', base().ask('web', { scale: 1 }), [place()], ['fatal not-wanted']],
    ['ServiceStopped', base().ask('web', { desired: 'stopped' }), [place()], ['fatal not-wanted']],
    ['StackRemoved', base().stack('app', 'removed'), [place()], ['fatal not-wanted']],
    ['PortHeldByUnit', web80(), [place({ hostId: 'h1' })], ['fatal port-collision']],
    [
      'PortHeldByForeigner',
      web80().alterHost('h2', { foreignPorts: [{ hostIp: '10.0.0.1', hostPort: 80, protocol: 'tcp' }] }),
      [place()],
      ['fatal port-collision'],
    ],
    ['PortOfUnitKnownGone', web80().alter('web-1', gone), [place({ hostId: 'h1' })], []],
    ['PortOfUnitThatLeaves', web80(), [place({ hostId: 'h1' }), change()], ['fatal port-collision']],
    [
      'EditTakesHeldPort',
      web80()
        .service('db')
        .running('db', 1, 'h1')
        .edit('db', { ports: [80] }),
      [change({ unitId: 'db-1', serviceId: 'db', desired: 'running', revisionId: 'db-r2', cause: 'update' })],
      ['fatal port-collision'],
    ],
    [
      'MoreMemoryThanThereIs',
      cluster().host('h1').host('h2', { memoryMb: 1 }).service('web', { memoryMb: 2 }),
      [place({ index: 1, createIndex: 1 })],
      ['fatal over-reserved'],
    ],
    [
      'MoreCpuThanThereIs',
      cluster().host('h1').host('h2', { milliCpu: 1 }).service('web', { milliCpu: 2 }),
      [place({ index: 1, createIndex: 1 })],
      ['fatal over-reserved'],
    ],
    [
      'AlreadyTooFull_NotThePlansFault',
      cluster()
        .host('h1', { memoryMb: 1 })
        .service('web', { memoryMb: 2 })
        .running('web', 1, 'h1')
        .ask('web', { restartCount: 1 }),
      [change({ desired: 'running', restartCount: 1, cause: 'restart' })],
      [],
    ],
    ['HostInactive', base().alterHost('h2', { state: 'inactive' }), [place()], ['fatal host-not-active']],
    [
      'HostBecomesActive',
      base().alterHost('h1', { state: 'reconnecting' }),
      [hostState('active'), place({ hostId: 'h1' })],
      [],
    ],
  ])('%s', (_, given, actions, found) => expect(findings(given, actions)).toEqual(found));
});

describe('what is not known', () => {
  const unread = () => base().alterHost('h1', { knowledge: { kind: 'unknown', since: NOW } });
  const restart = (unit: number) =>
    change({
      unitId: `web-${unit}`,
      hostId: `h${unit}`,
      desired: 'running',
      restartCount: 1,
      cause: 'restart',
    });
  const update = (unit: number) =>
    change({
      unitId: `web-${unit}`,
      hostId: `h${unit}`,
      desired: 'running',
      revisionId: 'web-r2',
      cause: 'update',
    });
  const both = () => base().running('web', 2, 'h2');

  it.each<Case>([
    ['ForgetOfRunning', base(), [forget()], ['fatal not-known-gone']],
    [
      'ForgetOfUnobserved',
      base().alter('web-1', { desired: 'removed', observed: { kind: 'unobserved' } }),
      [forget()],
      ['fatal not-known-gone'],
    ],
    [
      'ForgetOfAbsentAtOlderGeneration',
      base().alter('web-1', { ...gone, generation: 2 }),
      [forget()],
      ['fatal not-known-gone'],
    ],
    ['ForgetOfAbsentOnUnknownHost', unread().alter('web-1', gone), [forget()], ['fatal not-known-gone']],
    ['ForgetOfAbsent', base().alter('web-1', gone), [forget()], []],
    [
      'ForgetWithItsHost',
      base().alterHost('h1', { desired: 'removed' }),
      [hostState('removed'), forget({ cause: 'host-removed' })],
      [],
    ],
    [
      'ForgetOnLeavingHost',
      base().alterHost('h1', { desired: 'removed', state: 'removing' }),
      [forget({ cause: 'host-removed' })],
      ['fatal not-known-gone'],
    ],
    [
      'UpdateMovesOffUnknownHost',
      unread(),
      [place(), change({ lost: true, cause: 'update' })],
      ['fatal removed-on-unknown'],
    ],
    ['ScaleDownOnUnknownHost', unread(), [change()], []],
    [
      'GivenUpWithoutReplacement',
      base().alterHost('h1', { state: 'disconnected' }),
      [change({ lost: true, cause: 'host-lost' })],
      ['fatal given-up-too-soon'],
    ],
    [
      'GivenUpWhileReconnecting',
      base().alterHost('h1', { state: 'reconnecting' }),
      [place({ index: 1 }), change({ lost: true, cause: 'host-lost' })],
      ['fatal given-up-too-soon'],
    ],
    [
      'HostClosedWithUnitsLeft',
      base().alterHost('h1', { desired: 'removed' }),
      [hostState('removed')],
      ['fatal left-behind'],
    ],
    ['HostClosedUnasked', cluster().host('h1'), [hostState('removed')], ['fatal left-behind']],
    [
      'ServiceClosedWithUnitsLeft',
      base().ask('web', { desired: 'removed' }),
      [{ kind: 'finish-service', serviceId: 'web' }],
      ['fatal left-behind'],
    ],
    [
      'ServiceClosedUnasked',
      cluster().service('web'),
      [{ kind: 'finish-service', serviceId: 'web' }],
      ['fatal left-behind'],
    ],
    [
      'StackClosedWithServiceLeft',
      cluster().service('web').stack('app', 'removed'),
      [{ kind: 'finish-stack', stackId: 'app' }],
      ['fatal left-behind'],
    ],
    ['TwoUpdatesOneBatch', both().edit('web'), [update(1), update(2)], ['fatal too-disruptive']],
    [
      'UpdateWhileOneIsOut',
      both()
        .alter('web-2', { observed: { kind: 'unobserved' } })
        .edit('web'),
      [update(1)],
      ['fatal too-disruptive'],
    ],
    [
      'UpdateOfOneThatIsOut',
      both()
        .alter('web-1', { observed: { kind: 'unobserved' } })
        .edit('web'),
      [update(1)],
      [],
    ],
    [
      'TwoRestarts',
      both().ask('web', { restartCount: 1 }),
      [restart(1), restart(2)],
      ['fatal too-disruptive'],
    ],
    ['OneRestart', both().ask('web', { restartCount: 1 }), [restart(1)], []],
  ])('%s', (_, given, actions, found) => expect(findings(given, actions)).toEqual(found));
});
