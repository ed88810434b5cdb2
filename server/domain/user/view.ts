import type { UserRow } from '../../db/repositories/user.ts';
import type { UserView } from '../../schemas/identity.ts';

export function toUserView(row: UserRow): UserView {
  return {
    id: row.id,
    username: row.username,
    name: row.name,
    kind: row.kind,
    disabled: row.disabledAt !== null,
    createdAt: row.createdAt.toISOString(),
  };
}
