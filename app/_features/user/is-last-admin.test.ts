import { expect, it } from 'vitest';
import type { UserView } from '../../../server/schemas/identity.ts';
import { isLastAdmin } from './is-last-admin.ts';

const user = (id: string, kind: UserView['kind'], disabled = false): UserView => ({
  id,
  username: id,
  name: id,
  kind,
  disabled,
  createdAt: '2026-01-01T00:00:00.000Z',
});

it('finds the administrator without whom nobody could let people in', () => {
  const ada = user('ada', 'admin');
  const users = [ada, user('grace', 'user'), user('old', 'admin', true)];
  expect(users.map((candidate) => isLastAdmin(candidate, users))).toEqual([true, false, false]);
  const more = [...users, user('linus', 'admin')];
  expect(isLastAdmin(ada, more)).toBe(false);
});
