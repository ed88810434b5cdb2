import type { z } from 'zod';
import { hashPassword } from '../../auth/password.ts';
import { deleteUserSessions } from '../../db/repositories/session.ts';
import { countEnabledAdmins, findUser, updateUserRow } from '../../db/repositories/user.ts';
import type { UserView, updateUserInput } from '../../schemas/identity.ts';
import type { Call } from '../call.ts';
import { makeChange } from '../change.ts';
import { DomainError } from '../errors.ts';
import { requireAllowed } from '../verdict.ts';
import { mayChangeStanding } from './user.policy.ts';
import { toUserView } from './view.ts';

/** A new password or a disabled account ends the sessions of that user, except the one the change came from. */
export async function updateUser(
  call: Call & { readonly sessionId: string },
  input: z.output<typeof updateUserInput>,
): Promise<UserView> {
  const { userId, name, kind, disabled, password } = input;
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  return makeChange(call, { environmentId: null, subjectId: userId, input }, async ({ tx, now }) => {
    const user = await findUser(tx, userId);
    if (user === null) throw new DomainError('not-found', 'There is no such user.');
    const before = { kind: user.kind, disabled: user.disabledAt !== null };
    const after = { kind: kind ?? before.kind, disabled: disabled ?? before.disabled };
    requireAllowed(mayChangeStanding(before, after, await countEnabledAdmins(tx)));
    const disabledAt = after.disabled ? (user.disabledAt ?? now) : null;
    const row = await updateUserRow(tx, userId, { name, kind, disabledAt, passwordHash });
    if (passwordHash !== undefined || after.disabled) {
      await deleteUserSessions(tx, { userId, keepId: after.disabled ? null : call.sessionId });
    }
    return toUserView(row);
  });
}
