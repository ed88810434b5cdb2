import type { Database } from '../../db/client.ts';
import { listUsers } from '../../db/repositories/user.ts';
import type { UserView } from '../../schemas/identity.ts';
import { toUserView } from './view.ts';

export async function readUsers(database: Database): Promise<UserView[]> {
  return (await listUsers(database.prisma)).map(toUserView);
}
