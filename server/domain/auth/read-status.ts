import type { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { countUsers, findUser } from '../../db/repositories/user.ts';
import type { authStatusSchema } from '../../schemas/identity.ts';
import { toUserView } from '../user/view.ts';
import { VERSION } from '../version.ts';

/** What the first page needs to know before anyone is signed in. */
export async function readStatus(
  database: Database,
  userId: string | null,
): Promise<z.output<typeof authStatusSchema>> {
  const user = userId === null ? null : await findUser(database.prisma, userId);
  return {
    needsSetup: user === null && (await countUsers(database.prisma)) === 0,
    user: user === null ? null : toUserView(user),
    version: VERSION,
  };
}
