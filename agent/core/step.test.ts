import { describe, expect, it } from 'vitest';
import { assignment, containerSpec } from '../testing/specs.ts';
import { judgeAssignment } from './accept.ts';
import { crashDelayMs, retryDelayMs, trackCrash } from './backoff.ts';
import {
  EMPTY_MEMORY,
  type LocalContainer,
  type UnitInput,
  type UnitMemory,
  type UnitVerdict,
} from './model.ts';
import { planHost } from './plan-host.ts';
import { START_ONCE_LABEL, stepUnit } from './step.ts';

const NOW = 1_700_000_000_000;

function local(overrides: Partial<LocalContainer> = {}): LocalContainer {
  return {
    id: 'c1',
    unitId: 'u1',
    launch: '',
    specHash: 'hash-1',
    state: 'running',
    createdAt: NOW - 120_000,
    startedAt: NOW - 100_000,
    finishedAt: null,
    exitCode: null,
    madeForRestart: 0,
    ...overrides,
  };
}

function step(overrides: Partial<UnitInput> = {}): UnitVerdict {
  return stepUnit({ assignment: assignment(), containers: [], memory: EMPTY_MEMORY, now: NOW, ...overrides });
}

const memory = (overrides: Partial<UnitMemory>): UnitMemory => ({ ...EMPTY_MEMORY, ...overrides });
const crash = (count: number, notBefore: number) => ({
  '': { containerId: 'c1', startedAt: null, finishedAt: NOW - 10, upSince: NOW - 1_000, count, notBefore },
});
const sidekick = assignment({ containers: [containerSpec('u1'), containerSpec('u1', { launch: 'log' })] });

describe('desired running', () => {
  it('missing: create', () => {
    expect(step()).toMatchObject({
      converged: false,
      action: { kind: 'create', cause: 'new', pullFirst: false },
    });
  });

  it('missing though it was made: somebody took it, create at once and without a registry', () => {
    const containers = [containerSpec('u1', { pullAlways: true })];
    const made = { '': 'hash-1' };
    expect(step({ assignment: assignment({ containers }), memory: memory({ made }) })).toMatchObject({
      action: { kind: 'create', cause: 'removed', pullFirst: false },
    });
  });

  it('missing with pull always: pull, and create when that is done', () => {
    const wanted = assignment({ containers: [containerSpec('u1', { pullAlways: true })] });
    expect(step({ assignment: wanted })).toMatchObject({ action: { kind: 'create', pullFirst: true } });
    const pulled = memory({ pulled: { '': 'hash-1' } });
    expect(step({ assignment: wanted, memory: pulled })).toMatchObject({ action: { pullFirst: false } });
  });

  it('missing while its image is pulled: wait', () => {
    expect(step({ memory: memory({ pulling: { '': 'web:1' } }) })).toMatchObject({
      action: null,
      converged: false,
    });
  });

  it('created: start', () => {
    expect(step({ containers: [local({ state: 'created', startedAt: null })] })).toMatchObject({
      action: { kind: 'start', containerId: 'c1', cause: 'new' },
    });
  });

  it('running: nothing', () => {
    expect(step({ containers: [local()] })).toEqual({
      action: null,
      lookAgainAt: null,
      converged: true,
      error: null,
    });
  });

  it('running with another spec: stop, then remove', () => {
    expect(step({ containers: [local({ specHash: 'old' })] })).toMatchObject({
      action: { kind: 'stop', reason: 'outdated', removeNext: true },
    });
    expect(step({ containers: [local({ specHash: 'old', state: 'exited' })] })).toMatchObject({
      action: { kind: 'remove', reason: 'outdated' },
    });
  });

  it('exited: start the same one again', () => {
    expect(step({ containers: [local({ state: 'exited' })] })).toMatchObject({
      action: { kind: 'start', containerId: 'c1', cause: 'exited' },
    });
  });

  it('exited again and again: wait, and say so', () => {
    const containers = [local({ state: 'exited', exitCode: 3 })];
    const crashes = crash(4, NOW + 4_000);
    expect(step({ containers, memory: memory({ crashes }) })).toMatchObject({
      action: null,
      lookAgainAt: NOW + 4_000,
      converged: false,
      error: { code: 'exited', message: expect.stringContaining('exit code 3') },
    });
    expect(step({ containers, memory: memory({ crashes }), now: NOW + 4_000 }).action?.kind).toBe('start');
  });

  it('exited, restart asked for meanwhile: no waiting', () => {
    const containers = [local({ state: 'exited' })];
    const verdict = step({
      containers,
      assignment: assignment({ restartCount: 1 }),
      memory: memory({ crashes: crash(9, NOW + 60_000) }),
    });
    expect(verdict.action?.kind).toBe('start');
  });

  it('running shortly after ends in a row: not yet as asked', () => {
    const containers = [local({ startedAt: NOW - 1_000, finishedAt: NOW - 10 })];
    expect(step({ containers, memory: memory({ crashes: crash(3, 0) }) })).toMatchObject({
      action: null,
      converged: false,
      lookAgainAt: NOW + 9_000,
      error: { code: 'exited' },
    });
    expect(step({ containers, memory: memory({ crashes: crash(3, 0) }), now: NOW + 9_000 }).converged).toBe(
      true,
    );
  });

  it('exited and to be started once: nothing', () => {
    const labels = { [START_ONCE_LABEL]: 'true' };
    const wanted = assignment({ containers: [containerSpec('u1', { labels })] });
    expect(step({ assignment: wanted, containers: [local({ state: 'exited' })] }).converged).toBe(true);
  });

  it('restarting by the engine: leave it to the engine', () => {
    expect(step({ containers: [local({ state: 'restarting' })] })).toMatchObject({
      action: null,
      converged: false,
    });
  });

  it('paused: unpause', () => {
    expect(step({ containers: [local({ state: 'paused' })] }).action?.kind).toBe('unpause');
  });

  it('dead: remove', () => {
    expect(step({ containers: [local({ state: 'dead' })] }).action).toMatchObject({
      kind: 'remove',
      reason: 'dead',
    });
  });

  it('being removed: wait', () => {
    expect(step({ containers: [local({ state: 'removing' })] })).toMatchObject({
      action: null,
      converged: false,
    });
  });

  it('started for a lower restart count: restart', () => {
    const wanted = assignment({ restartCount: 2 });
    expect(step({ assignment: wanted, containers: [local()] }).action).toMatchObject({
      kind: 'restart',
      restartCount: 2,
    });
  });

  it.each([
    ['made for it', local({ madeForRestart: 2 }), EMPTY_MEMORY],
    ['served', local(), memory({ served: { c1: 2 } })],
    ['there before the unit was known', local(), memory({ servedBefore: 2 })],
  ])('restart count %s: nothing', (_why, container, remembered) => {
    const verdict = step({
      assignment: assignment({ restartCount: 2 }),
      containers: [container],
      memory: remembered,
    });
    expect(verdict.converged).toBe(true);
  });

  it('primary before sidekick', () => {
    expect(step({ assignment: sidekick }).action?.launch).toBe('');
    expect(step({ assignment: sidekick, containers: [local()] }).action).toMatchObject({
      kind: 'create',
      launch: 'log',
    });
  });

  it('a failing sidekick does not keep the primary from being healed', () => {
    const error = { code: 'image-not-found' as const, message: '', launch: 'log' };
    const failures = { log: { generation: 1, error, attempts: 1, notBefore: NOW + 5_000 } };
    const held = { assignment: sidekick, memory: memory({ failures }) };
    expect(step({ ...held, containers: [local()] })).toMatchObject({
      action: null,
      error,
      lookAgainAt: NOW + 5_000,
    });
    expect(step({ ...held, containers: [local({ state: 'exited' })] }).action?.kind).toBe('start');
  });

  it('a failure of an older generation holds nothing up', () => {
    const error = { code: 'port-taken' as const, message: '', launch: '' };
    const failures = { '': { generation: 1, error, attempts: 1, notBefore: NOW + 5_000 } };
    expect(
      step({ assignment: assignment({ generation: 2 }), memory: memory({ failures }) }).action?.kind,
    ).toBe('create');
  });

  it('two for one launch: the right and running one stays', () => {
    const containers = [local({ id: 'c0', state: 'exited' }), local(), local({ id: 'c2', specHash: 'old' })];
    expect(step({ containers }).action).toMatchObject({
      kind: 'remove',
      containerId: 'c0',
      reason: 'duplicate',
    });
    expect(step({ containers: containers.slice(1) }).action).toMatchObject({
      kind: 'stop',
      containerId: 'c2',
    });
  });

  it('a launch that is no longer in the spec: taken down', () => {
    const containers = [local(), local({ id: 'c2', launch: 'old' })];
    expect(step({ containers }).action).toMatchObject({ kind: 'stop', containerId: 'c2', reason: 'surplus' });
  });
});

describe('desired stopped', () => {
  const stopped = assignment({ desired: 'stopped' });

  it.each(['running', 'paused', 'restarting'] as const)('%s: stop and keep', (state) => {
    expect(step({ assignment: stopped, containers: [local({ state })] }).action).toMatchObject({
      kind: 'stop',
      removeNext: false,
    });
  });

  it.each(['created', 'exited'] as const)('%s: nothing', (state) => {
    expect(step({ assignment: stopped, containers: [local({ state })] }).converged).toBe(true);
  });

  it('missing: nothing is made only to be stopped', () => {
    expect(step({ assignment: stopped }).converged).toBe(true);
  });

  it('of another spec: removed, for it would have to go before the next start', () => {
    expect(
      step({ assignment: stopped, containers: [local({ specHash: 'old', state: 'exited' })] }).action?.kind,
    ).toBe('remove');
  });
});

describe('desired removed', () => {
  const removed = { ...sidekick, desired: 'removed' as const };

  it('sidekick first, primary last; stop, then remove', () => {
    const both = [local(), local({ id: 'c2', launch: 'log' })];
    expect(step({ assignment: removed, containers: both }).action).toMatchObject({
      kind: 'stop',
      containerId: 'c2',
    });
    expect(step({ assignment: removed, containers: [local({ state: 'exited' })] }).action?.kind).toBe(
      'remove',
    );
  });

  it('nothing there: done', () => {
    expect(step({ assignment: removed }).converged).toBe(true);
  });
});

describe('plan of a host', () => {
  it('begins with what frees ports, never touches what it has no assignment for', () => {
    const plan = planHost({
      assignments: [assignment({ unitId: 'b' }), assignment({ unitId: 'a', desired: 'removed' })],
      containers: [local({ unitId: 'a', state: 'exited' }), local({ id: 'c9', unitId: 'stranger' })],
      memory: new Map(),
      now: NOW,
    });
    expect(plan.actions.map(({ kind, unitId }) => [kind, unitId])).toEqual([
      ['remove', 'a'],
      ['create', 'b'],
    ]);
    expect(plan.unknownUnitIds).toEqual(['stranger']);
  });
});

describe('generations', () => {
  it('lower than accepted: refused; equal: the same; higher: newer', () => {
    const held = assignment({ generation: 5 });
    expect(judgeAssignment(held, assignment({ generation: 4 }))).toBe('refused');
    expect(judgeAssignment(held, assignment({ generation: 5 }))).toBe('same');
    expect(judgeAssignment(held, assignment({ generation: 6 }))).toBe('newer');
    expect(judgeAssignment(undefined, assignment({ generation: 1 }))).toBe('newer');
  });
});

describe('backoff', () => {
  it('at once, then doubling to a minute', () => {
    expect([1, 2, 3, 4, 5, 8, 9, 1_000].map(crashDelayMs)).toEqual([
      0, 1_000, 2_000, 4_000, 8_000, 60_000, 60_000, 60_000,
    ]);
    expect([1, 2, 7, 1_000].map(retryDelayMs)).toEqual([1_000, 2_000, 60_000, 60_000]);
  });

  it('counts each end once, and begins anew after a full run', () => {
    const ended = (ranMs: number, at: number) =>
      local({ state: 'exited', startedAt: at - ranMs, finishedAt: at });
    const first = trackCrash(trackCrash(null, local(), false, NOW), ended(500, NOW), false, NOW);
    expect(first).toMatchObject({ count: 1, notBefore: NOW });
    expect(trackCrash(first, ended(500, NOW), false, NOW + 50)).toEqual(first);
    const second = trackCrash(first, ended(500, NOW + 900), false, NOW + 900);
    expect(second).toMatchObject({ count: 2, notBefore: NOW + 1_900 });
    expect(trackCrash(second, ended(10_000, NOW + 20_000), false, NOW + 20_000).count).toBe(1);
  });

  it('an end that somebody asked for is no crash', () => {
    const before = trackCrash(null, local(), false, NOW);
    const after = trackCrash(before, local({ state: 'exited', finishedAt: NOW }), true, NOW);
    expect(after).toMatchObject({ count: 0, notBefore: NOW });
  });

  it('an end long before the agent looked first is old news', () => {
    expect(trackCrash(null, local({ finishedAt: NOW - 200_000 }), false, NOW).count).toBe(0);
  });
});
