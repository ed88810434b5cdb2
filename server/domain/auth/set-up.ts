import type { z } from 'zod';
import { hashPassword } from '../../auth/password.ts';
import { BROWSER_CLIENT } from '../../auth/session.ts';
import { insertEnvironment } from '../../db/repositories/environment.ts';
import { countUsers, insertUser } from '../../db/repositories/user.ts';
import { newId } from '../../lib/ids.ts';
import type { setupInput, UserView } from '../../schemas/identity.ts';
import type { Call } from '../call.ts';
import { makeChange } from '../change.ts';
import { DomainError } from '../errors.ts';
import { toUserView } from '../user/view.ts';
import { type OpenedSession, openSession } from './open-session.ts';

export const DEFAULT_ENVIRONMENT_NAME = 'Default';

/** The first person to come becomes the administrator and the owner of the environment "Default". */
export async function setUp(
  request: Omit<Call, 'caller'>,
  input: z.output<typeof setupInput>,
): Promise<{ user: UserView; session: OpenedSession }> {
  if ((await countUsers(request.database.prisma)) > 0) throw alreadySetUp();
  const { username, name, password } = input;
  const passwordHash = await hashPassword(password);
  const id = newId('usr', request.clock.now());
  const call: Call = { ...request, caller: { id, username, kind: 'admin' } };
  return makeChange(call, { environmentId: null, subjectId: id, input }, async ({ tx, now, record }) => {
    // Asked again behind the lock: of two who come at once, one is first.
    if ((await countUsers(tx)) > 0) throw alreadySetUp();
    const user = await insertUser(tx, { id, username, name, kind: 'admin', passwordHash, createdAt: now });
    const environmentId = newId('env', now.getTime());
    const environmentName = DEFAULT_ENVIRONMENT_NAME;
    await insertEnvironment(tx, {
      id: environmentId,
      name: environmentName,
      description: '',
      createdAt: now,
      ownerId: id,
    });
    record({ environmentId, kind: 'environment.created', params: { name: environmentName } });
    return {
      user: toUserView(user),
      session: await openSession(tx, { userId: id, client: BROWSER_CLIENT, now }),
    };
  });
}

function alreadySetUp(): DomainError {
  return new DomainError('already-set-up', 'This server has its administrator already. Sign in instead.');
}
