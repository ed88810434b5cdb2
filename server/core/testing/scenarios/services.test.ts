import { describe, expect, it } from 'vitest';
import { cluster, makeRevision } from '../builders.ts';
import { changeService, Walk } from './walk.ts';

const web3 = () => cluster().host('h1').host('h2').host('h3').service('web', { scale: 3 });

describe('a service', () => {
  it('is created, starts and stays', () => {
    const walk = new Walk(web3().input);
    expect(walk.settle()).toEqual([
      ['place web/1 on h1: scale-up', 'place web/2 on h2: scale-up', 'place web/3 on h3: scale-up'],
    ]);
    expect(walk.report()).toEqual(['web active 3/3']);
    expect(walk.run(600_000).settle()).toEqual([]);
  });

  it('grows to the next free indexes and shrinks from the newest', () => {
    const walk = new Walk(web3().input);
    walk.settle();
    walk.change(changeService('web', { scale: 5 }));
    expect(walk.settle()).toEqual([['place web/4 on h1: scale-up', 'place web/5 on h2: scale-up']]);
    walk.change(changeService('web', { scale: 2 }));
    expect(walk.settle()).toEqual([
      [
        'web/3 on h3 → removed: scale-down',
        'web/4 on h1 → removed: scale-down',
        'web/5 on h2 → removed: scale-down',
      ],
      ['forget web/3 on h3: gone', 'forget web/4 on h1: gone', 'forget web/5 on h2: gone'],
    ]);
    walk.change(changeService('web', { scale: 3 }));
    expect(walk.settle()).toEqual([['place web/3 on h3: scale-up']]);
  });

  it('stops and starts with the same units', () => {
    const walk = new Walk(web3().input);
    walk.settle();
    const before = walk.input.units.map(({ id, hostId, index }) => ({ id, hostId, index }));
    walk.change(changeService('web', { desired: 'stopped' }));
    expect(walk.settle()).toHaveLength(1);
    expect(walk.report()).toEqual(['web stopped 0/3']);
    walk.change(changeService('web', { desired: 'running' }));
    expect(walk.settle()).toHaveLength(1);
    expect(walk.report()).toEqual(['web active 3/3']);
    expect(walk.input.units.map(({ id, hostId, index }) => ({ id, hostId, index }))).toEqual(before);
  });

  it('is edited one unit at a time, in place', () => {
    const walk = new Walk(web3().input);
    walk.settle();
    walk.change(
      changeService('web', {
        currentRevisionId: 'web-r2',
        revisions: [makeRevision('web', 1), makeRevision('web', 2)],
      }),
    );
    expect(walk.settle()).toEqual([
      ['web/1 on h1 → running web-r2: update'],
      ['web/2 on h2 → running web-r2: update'],
      ['web/3 on h3 → running web-r2: update'],
    ]);
    expect(walk.report()).toEqual(['web active 3/3']);
  });

  it('is edited two at a time when the batch is two, an odd one last', () => {
    const walk = new Walk(web3().input, {}, 2);
    walk.settle();
    walk.change(
      changeService('web', {
        currentRevisionId: 'web-r2',
        revisions: [makeRevision('web', 1), makeRevision('web', 2)],
      }),
    );
    expect(walk.settle().map((made) => made.length)).toEqual([2, 1]);
  });

  it('keeps serving with the old revision when the new one does not start, and goes back', () => {
    const walk = new Walk(web3().input, {
      failureOf: ({ revisionId }) => (revisionId === 'web-r2' ? 'image-not-found' : null),
    });
    walk.settle();
    const revisions = [makeRevision('web', 1), makeRevision('web', 2)];
    walk.change(changeService('web', { currentRevisionId: 'web-r2', revisions }));
    expect(walk.settle()).toEqual([['web/1 on h1 → running web-r2: update']]);
    expect(walk.report()[0]).toBe('web degraded 2/3 image-not-found');
    walk.change(changeService('web', { currentRevisionId: 'web-r1' }));
    expect(walk.settle()).toEqual([['web/1 on h1 → running web-r1: update']]);
    expect(walk.report()).toEqual(['web active 3/3']);
  });

  it('is restarted one unit at a time', () => {
    const walk = new Walk(web3().input, {}, 3);
    walk.settle();
    walk.change(changeService('web', { restartCount: 1 }));
    expect(walk.settle()).toEqual([
      ['web/1 on h1 → running restart 1: restart'],
      ['web/2 on h2 → running restart 1: restart'],
      ['web/3 on h3 → running restart 1: restart'],
    ]);
  });

  it('is removed with its stack once its hosts say that nothing is left', () => {
    const walk = new Walk(web3().input);
    walk.settle();
    walk.change((input) => ({
      ...input,
      stacks: input.stacks.map((stack) => ({ ...stack, desired: 'removed' })),
    }));
    expect(walk.settle()).toEqual([
      [1, 2, 3].map((index) => `web/${index} on h${index} → removed: stack-removed`),
      [
        ...[1, 2, 3].map((index) => `forget web/${index} on h${index}: gone`),
        'finish service web',
        'finish stack app',
      ],
    ]);
    expect(walk.input).toMatchObject({ stacks: [], services: [], units: [] });
  });

  it('comes and goes while it is still being made', () => {
    const walk = new Walk(web3().input);
    walk.plan();
    walk.change(changeService('web', { desired: 'removed' }));
    expect(walk.settle()).toEqual([
      [1, 2, 3].map((index) => `web/${index} on h${index} → removed: service-removed`),
      [...[1, 2, 3].map((index) => `forget web/${index} on h${index}: gone`), 'finish service web'],
    ]);
  });
});
