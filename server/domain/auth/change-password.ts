import type { z } from 'zod';
import { hashPassword, verifyPassword } from '../../auth/password.ts';
import { deleteUserSessions } from '../../db/repositories/session.ts';
import { findPasswordHash, updateUserRow } from '../../db/repositories/user.ts';
import type { changePasswordInput } from '../../schemas/identity.ts';
import type { Call } from '../call.ts';
import { makeChange } from '../change.ts';
import { DomainError } from '../errors.ts';

/** Ends every other session: whoever had the old password is out. */
export async function changePassword(
  call: Call & { readonly sessionId: string },
  input: z.output<typeof changePasswordInput>,
): Promise<void> {
  const userId = call.caller.id;
  const stored = await findPasswordHash(call.database.prisma, userId);
  if (stored === null || !(await verifyPassword(input.current, stored))) {
    throw new DomainError('bad-credentials', 'The present password is wrong.', { field: 'current' });
  }
  const passwordHash = await hashPassword(input.next);
  await makeChange(call, { environmentId: null, subjectId: userId, input }, async ({ tx }) => {
    await updateUserRow(tx, userId, { passwordHash });
    await deleteUserSessions(tx, { userId, keepId: call.sessionId });
  });
}
