import type { z } from 'zod';
import { verifyNothing, verifyPassword } from '../../auth/password.ts';
import { findUserByName } from '../../db/repositories/user.ts';
import type { signInInput, UserView } from '../../schemas/identity.ts';
import type { Call } from '../call.ts';
import { makeChange } from '../change.ts';
import { DomainError } from '../errors.ts';
import { toUserView } from '../user/view.ts';
import { type OpenedSession, openSession } from './open-session.ts';

/** An unknown name, a disabled account and a wrong password look and last the same. */
export async function signIn(
  request: Omit<Call, 'caller'>,
  input: z.output<typeof signInInput>,
): Promise<{ user: UserView; session: OpenedSession }> {
  const user = await findUserByName(request.database.prisma, input.username);
  const right =
    user === null
      ? await verifyNothing(input.password)
      : await verifyPassword(input.password, user.passwordHash);
  if (user === null || !right || user.disabledAt !== null) {
    throw new DomainError('bad-credentials', 'The username or the password is wrong.');
  }
  const call: Call = { ...request, caller: user };
  const scope = { environmentId: null, subjectId: user.id, input };
  const session = await makeChange(call, scope, ({ tx, now }) =>
    openSession(tx, { userId: user.id, client: input.client, now }),
  );
  return { user: toUserView(user), session };
}
