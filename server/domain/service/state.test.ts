import { describe, expect, test } from 'vitest';
import { serviceStateSchema } from '../../schemas/service.ts';
import { judgeServiceAction } from './service.policy.ts';
import { shownServiceState, stackState } from './state.ts';

describe('the state of a service', () => {
  test.each([
    ['running', null, 1, 'activating'],
    ['running', null, 0, 'active'],
    ['running', 'degraded', 1, 'degraded'],
    ['running', 'stopped', 1, 'activating'],
    ['running', 'a state of a newer version', 1, 'activating'],
    ['stopped', null, 1, 'stopped'],
    ['stopped', 'active', 1, 'stopping'],
    ['stopped', 'stopped', 1, 'stopped'],
    ['removed', 'active', 1, 'removing'],
  ] as const)('wanted %s, reported %s at scale %i: %s', (desired, reported, scale, shown) => {
    expect(shownServiceState({ desired, reported, scale, answered: true })).toBe(shown);
  });

  test('Active_AskedForSomethingElse: activating until the reconciler has answered', () => {
    const standing = { desired: 'running', reported: 'active', scale: 3, answered: false } as const;
    expect(shownServiceState(standing)).toBe('activating');
  });
});

describe('the state of a stack', () => {
  test.each([
    [[], 'active'],
    [['active', 'degraded', 'activating'], 'degraded'],
    [['stopped', 'active'], 'active'],
    [['stopped', 'stopped'], 'stopped'],
    [['removing', 'stopped'], 'stopped'],
  ] as const)('of services %j is %s', (services, state) => {
    expect(stackState('present', services)).toBe(state);
    expect(stackState('removed', services)).toBe('removing');
  });
});

test('nothing may be done to a service that is being removed', () => {
  for (const action of ['start', 'stop', 'restart', 'scale', 'update', 'remove'] as const) {
    expect(judgeServiceAction(action, 'removing').allowed).toBe(false);
  }
});

test('a service is started or stopped, never both', () => {
  for (const state of serviceStateSchema.options.filter((one) => one !== 'removing')) {
    const [start, stop] = [judgeServiceAction('start', state), judgeServiceAction('stop', state)];
    expect(start.allowed).not.toBe(stop.allowed);
  }
});
