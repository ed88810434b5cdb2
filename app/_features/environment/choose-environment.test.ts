import { expect, it } from 'vitest';
import type { EnvironmentView } from '../../../server/schemas/identity.ts';
import { chooseEnvironment } from './choose-environment.ts';

const environment = (id: string): EnvironmentView => ({
  id,
  name: id,
  description: '',
  role: 'owner',
  hostCount: 0,
  stackCount: 0,
  createdAt: '2026-01-01T00:00:00.000Z',
});
const list = [environment('a'), environment('b')];

it('follows the address, then the last one used, then the first', () => {
  expect(chooseEnvironment(list, 'b', 'a')?.id).toBe('b');
  expect(chooseEnvironment(list, null, 'b')?.id).toBe('b');
  expect(chooseEnvironment(list, null, 'gone')?.id).toBe('a');
  expect(chooseEnvironment([], null, 'a')).toBeNull();
});

it('does not swap in another environment for an unknown address', () => {
  expect(chooseEnvironment(list, 'gone', 'a')).toBeNull();
});
