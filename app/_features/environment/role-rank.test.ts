import { expect, it } from 'vitest';
import { roleAtLeast, roleSchema } from '../../../server/schemas/role.ts';
import { mayActAs } from './role-rank.ts';

it('agrees with the server about every pair of roles', () => {
  for (const role of roleSchema.options) {
    for (const needed of roleSchema.options) expect(mayActAs(role, needed)).toBe(roleAtLeast(role, needed));
  }
});
