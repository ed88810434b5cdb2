import { describe, expect, test } from 'vitest';
import { hostStateSchema } from '../../schemas/host.ts';
import { judgeHostAction, shownHostState } from './host.policy.ts';

describe('what may be done to a host', () => {
  test('only inactive, disconnected and registering hosts may be removed', () => {
    const removable = hostStateSchema.options.filter((state) => judgeHostAction('remove', state).allowed);
    expect(removable).toEqual(['registering', 'inactive', 'disconnected']);
  });

  test('whatever is refused has a reason to show', () => {
    for (const state of hostStateSchema.options) {
      for (const action of ['activate', 'deactivate', 'remove'] as const) {
        const { allowed, reason } = judgeHostAction(action, state);
        expect(allowed ? reason === null : /^[A-Z].+\.$/.test(reason ?? '')).toBe(true);
      }
    }
  });
});

test.each([
  ['removed', 'active', 'removing'],
  ['removed', 'disconnected', 'removing'],
  ['removed', 'removed', 'removed'],
  ['inactive', 'active', 'inactive'],
  ['inactive', 'disconnected', 'disconnected'],
  ['active', 'inactive', 'active'],
  ['active', 'registering', 'registering'],
] as const)('wanted %s and recorded as %s, a host shows as %s', (desired, state, shown) => {
  expect(shownHostState({ desired, state })).toBe(shown);
});
