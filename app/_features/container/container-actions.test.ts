import { expect, it } from 'vitest';
import { containerRefusal } from './container-actions.ts';

it('a container can be deleted by who may run stacks, unless it goes anyway', () => {
  expect(containerRefusal('running', 'restricted')).toBeNull();
  expect(containerRefusal('unknown', 'owner')).toBeNull();
  expect(containerRefusal('running', 'readonly')).toBe('role');
  expect(containerRefusal('running', null)).toBe('role');
  expect(containerRefusal('removing', 'owner')).toBe('removing');
});
