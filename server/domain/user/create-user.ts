import type { z } from 'zod';
import { hashPassword } from '../../auth/password.ts';
import { findUserByName, insertUser } from '../../db/repositories/user.ts';
import { newId } from '../../lib/ids.ts';
import type { createUserInput, UserView } from '../../schemas/identity.ts';
import type { Call } from '../call.ts';
import { makeChange } from '../change.ts';
import { DomainError } from '../errors.ts';
import { toUserView } from './view.ts';

export async function createUser(call: Call, input: z.output<typeof createUserInput>): Promise<UserView> {
  const { username, name, kind, password } = input;
  const passwordHash = await hashPassword(password);
  const id = newId('usr', call.clock.now());
  return makeChange(call, { environmentId: null, subjectId: id, input }, async ({ tx, now }) => {
    if ((await findUserByName(tx, username)) !== null) {
      throw new DomainError('name-taken', `There is already a user ${username}.`, { field: 'username' });
    }
    return toUserView(await insertUser(tx, { id, username, name, kind, passwordHash, createdAt: now }));
  });
}
