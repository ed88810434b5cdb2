import { ALLOWED, refused, type Verdict } from '../verdict.ts';

interface UserStanding {
  readonly kind: 'admin' | 'user';
  readonly disabled: boolean;
}

/** Someone must always be able to let people in. */
export function mayChangeStanding(
  before: UserStanding,
  after: UserStanding,
  enabledAdminCount: number,
): Verdict {
  const isAdmin = before.kind === 'admin' && !before.disabled;
  const staysAdmin = after.kind === 'admin' && !after.disabled;
  if (!isAdmin || staysAdmin || enabledAdminCount > 1) return ALLOWED;
  return refused('This is the last administrator. Make someone else one first.');
}
