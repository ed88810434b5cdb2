import { mayChangeStanding } from '../../../server/domain/user/user.policy.ts';
import type { UserView } from '../../../server/schemas/identity.ts';

/** The one whom the server will neither disable nor make an ordinary user. */
export function isLastAdmin(user: UserView, users: readonly UserView[]): boolean {
  const enabledAdmins = users.filter(({ kind, disabled }) => kind === 'admin' && !disabled);
  return !mayChangeStanding(user, { ...user, disabled: true }, enabledAdmins.length).allowed;
}
