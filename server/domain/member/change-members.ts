import type { z } from 'zod';
import { countOwners, deleteMember, findMemberRole, upsertMember } from '../../db/repositories/member.ts';
import { findUser, findUserByName } from '../../db/repositories/user.ts';
import type { memberViewSchema, removeMemberInput, setMemberInput } from '../../schemas/identity.ts';
import type { Role } from '../../schemas/role.ts';
import type { Call } from '../call.ts';
import { makeChange, type Tx } from '../change.ts';
import { DomainError } from '../errors.ts';
import { leavesNoOwner } from './member.policy.ts';

const TOUCHED = [
  { topic: 'members', id: null },
  { topic: 'environments', id: null },
] as const;

interface Step {
  readonly environmentId: string;
  readonly userId: string;
  readonly to: Role | null;
}

/** The role before; null for someone who is no member yet. */
async function requireOwnerRemains(tx: Tx, { environmentId, userId, to }: Step): Promise<Role | null> {
  const from = await findMemberRole(tx, { environmentId, userId });
  if (leavesNoOwner({ from, to, ownerCount: await countOwners(tx, environmentId) })) {
    throw new DomainError('last-owner', 'This is the last owner. Make someone else an owner first.');
  }
  return from;
}

export async function setMember(
  call: Call,
  input: z.output<typeof setMemberInput>,
): Promise<z.output<typeof memberViewSchema>> {
  const { environmentId, username, role } = input;
  const scope = { environmentId, subjectId: username, input };
  return makeChange(call, scope, async ({ tx, record, touch }) => {
    const user = await findUserByName(tx, username);
    if (user === null) {
      throw new DomainError('not-found', `There is no user ${username}.`, { field: 'username' });
    }
    const from = await requireOwnerRemains(tx, { environmentId, userId: user.id, to: role });
    await upsertMember(tx, { environmentId, userId: user.id, role });
    record({ kind: 'member.set', params: { username, role, previousRole: from } });
    touch(...TOUCHED);
    return { userId: user.id, username: user.username, name: user.name, role };
  });
}

export async function removeMember(call: Call, input: z.output<typeof removeMemberInput>): Promise<void> {
  const { environmentId, userId } = input;
  await makeChange(call, { environmentId, subjectId: userId, input }, async ({ tx, record, touch }) => {
    const from = await requireOwnerRemains(tx, { environmentId, userId, to: null });
    if (from === null) throw new DomainError('not-found', 'This person is no member.');
    const user = await findUser(tx, userId);
    await deleteMember(tx, { environmentId, userId });
    record({ kind: 'member.removed', params: { username: user?.username ?? userId, previousRole: from } });
    touch(...TOUCHED);
  });
}
