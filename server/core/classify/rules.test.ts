import { describe, expect, it } from 'vitest';
import { type ClusterBuilder, cluster, makeFailure } from '../testing/builders.ts';
import { LOST_MS, NOW, SILENT_MS } from '../testing/clock.ts';
import { absentObservation, containersObservation, stoppedObservation } from '../testing/observations.ts';
import { readWorld } from '../world/read-world.ts';
import { RULES } from './rules.ts';

const gone = { desired: 'removed', job: null, observed: absentObservation(1, NOW) } as const;
const portTaken = {
  failure: makeFailure({ code: 'port-taken', attempts: 3 }),
  observed: containersObservation(1, NOW, [''], 'created', false),
} as const;
const base = () => cluster().host('h1').service('web');

/** One situation for each rule, in the order of the table. The unit in question is the first. */
const SITUATIONS: Readonly<Record<string, ClusterBuilder>> = {
  'host-not-given': base().running('web', 1, 'elsewhere'),
  'seen-gone': base().running('web', 1, 'h1', gone),
  'host-removed': base().host('h2', { desired: 'removed', seenAgoMs: LOST_MS }).running('web', 1, 'h2'),
  'removal-unsent': base().running('web', 1, 'h1', {
    desired: 'removed',
    generation: 2,
    observed: { kind: 'unobserved' },
  }),
  'removal-under-way': base().unit('web', 1, 'h1', { desired: 'removed' }),
  'service-removed': base().running('web', 1, 'h1').ask('web', { desired: 'removed' }),
  'host-leaving': base().host('h2', { desired: 'removed' }).running('web', 1, 'h2'),
  'host-disconnected': base().host('h2', { seenAgoMs: LOST_MS }).running('web', 1, 'h2'),
  'host-silent': base().host('h2', { seenAgoMs: SILENT_MS }).running('web', 1, 'h2'),
  'host-unread': base()
    .host('h2', { knowledge: { kind: 'unknown', since: NOW } })
    .running('web', 1, 'h2'),
  'service-stopped': base().running('web', 1, 'h1').ask('web', { desired: 'stopped' }),
  'service-started': base().running('web', 1, 'h1', {
    desired: 'stopped',
    observed: stoppedObservation(1, NOW),
  }),
  'container-removed': base().running('web', 1, 'h1', { recreations: { '': 1 } }),
  'outdated-not-running': base().failing('web', 1, 'h1').edit('web'),
  'outdated-running': base().running('web', 1, 'h1').edit('web'),
  'restart-not-running': base().failing('web', 1, 'h1').ask('web', { restartCount: 1 }),
  'restart-running': base().running('web', 1, 'h1').ask('web', { restartCount: 1 }),
  'port-taken': base().unit('web', 1, 'h1', portTaken),
  unsent: base().unit('web', 1, 'h1', { job: null }),
  right: base().running('web', 1, 'h1'),
};

function situationOf(builder: ClusterBuilder) {
  const world = readWorld(builder.request());
  const service = world.services[0];
  const facts = service?.units[0];
  if (service === undefined || facts === undefined) throw new Error('The situation needs a unit.');
  const { unit, host, running } = facts;
  return { unit, host, running, service: { ...service.service, desired: service.desired } };
}

describe('the table', () => {
  it('has a situation for every rule and no other', () => {
    expect(Object.keys(SITUATIONS)).toEqual(RULES.map(({ name }) => name));
  });

  it.each(Object.entries(SITUATIONS))('%s is reached', (name, builder) => {
    const situation = situationOf(builder);
    expect(RULES.find(({ when }) => when(situation))?.name).toBe(name);
  });

  it('ends with a rule that applies to everything', () => {
    const last = RULES.at(-1);
    for (const builder of Object.values(SITUATIONS)) expect(last?.when(situationOf(builder))).toBe(true);
  });

  it('says why in a sentence', () => {
    for (const { why } of RULES) expect(why).toMatch(/^[A-Z].*\.$/);
  });
});

describe('what decides between neighbours', () => {
  const bucketOf = (builder: ClusterBuilder) => readWorld(builder.request()).services[0]?.units[0]?.bucket;

  it.each<[string, ClusterBuilder, string]>([
    [
      'PortTaken_TwoAttempts_Kept',
      base().unit('web', 1, 'h1', {
        ...portTaken,
        failure: makeFailure({ code: 'port-taken', attempts: 2 }),
      }),
      'keep',
    ],
    [
      'PortTaken_RanBefore_Kept',
      base().unit('web', 1, 'h1', {
        ...portTaken,
        observed: containersObservation(1, NOW, [''], 'exited', false),
      }),
      'keep',
    ],
    [
      'PortTaken_JobTakenAndNothingSeenSince_Kept',
      base().unit('web', 1, 'h1', {
        ...portTaken,
        observed: { kind: 'unobserved' },
        job: { generation: 1, state: 'leased', attempts: 4, notBefore: NOW },
      }),
      'keep',
    ],
    [
      'PortTaken_SecondGeneration_Kept',
      base().unit('web', 1, 'h1', {
        ...portTaken,
        generation: 2,
        observed: containersObservation(2, NOW, [''], 'created', false),
      }),
      'keep',
    ],
    ['PortTaken_Edited_UpdatedNotMoved', base().unit('web', 1, 'h1', portTaken).edit('web'), 'update-now'],
    [
      'ImageMissing_ManyAttempts_Kept',
      base().failing('web', 1, 'h1', { code: 'image-not-found', attempts: 9 }),
      'keep',
    ],
    [
      'AbsentAtOlderGeneration_Removed_NotGone',
      base().unit('web', 1, 'h1', { desired: 'removed', generation: 2, observed: absentObservation(1, NOW) }),
      'leaving',
    ],
    [
      'AbsentOnUnknownHost_Removed_NotGone',
      base()
        .host('h2', { knowledge: { kind: 'unknown', since: 0 } })
        .unit('web', 1, 'h2', gone),
      'leaving',
    ],
    [
      'AbsentAtItsGeneration_Running_Kept',
      base().unit('web', 1, 'h1', { job: null, observed: absentObservation(1, NOW) }),
      'keep',
    ],
    [
      'NewUnit_UnknownHost_NotHeldBack',
      base()
        .host('h2', { knowledge: { kind: 'unknown', since: 0 } })
        .unit('web', 1, 'h2'),
      'keep',
    ],
    [
      'NewUnitEdited_UnknownHost_Waits',
      base()
        .host('h2', { knowledge: { kind: 'unknown', since: 0 } })
        .unit('web', 1, 'h2')
        .edit('web'),
      'unreachable',
    ],
    [
      'StackRemoved_LostHost_Removed',
      base().host('h2', { seenAgoMs: LOST_MS }).running('web', 1, 'h2').stack('app', 'removed'),
      'remove',
    ],
    [
      'Stopped_RestartAsked_NothingToDo',
      base()
        .running('web', 1, 'h1', { desired: 'stopped', observed: stoppedObservation(1, NOW) })
        .ask('web', { desired: 'stopped', restartCount: 3 }),
      'keep',
    ],
    [
      'Stopping_Edited_StopsFirst',
      base().unit('web', 1, 'h1', { desired: 'stopped' }).ask('web', { desired: 'stopped' }).edit('web'),
      'keep',
    ],
    [
      'Stopped_Edited_UpdatedAtOnce',
      base()
        .running('web', 1, 'h1', { desired: 'stopped', observed: stoppedObservation(1, NOW) })
        .ask('web', { desired: 'stopped' })
        .edit('web'),
      'update-now',
    ],
    [
      'JobOfOlderGeneration_Unsent',
      base().unit('web', 1, 'h1', {
        generation: 2,
        job: { generation: 1, state: 'queued', attempts: 0, notBefore: 0 },
      }),
      'resend',
    ],
    [
      'SeenAtLaterGeneration_NotResent',
      base().running('web', 1, 'h1', { observed: stoppedObservation(9, NOW) }),
      'keep',
    ],
    [
      'Inactive_Stopped_StillActedOn',
      base()
        .host('h2', { desired: 'inactive', state: 'inactive' })
        .running('web', 1, 'h2')
        .ask('web', { desired: 'stopped' }),
      'stop',
    ],
  ])('%s', (_, builder, bucket) => {
    expect(bucketOf(builder)).toBe(bucket);
  });
});
