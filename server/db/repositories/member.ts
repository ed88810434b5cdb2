import type { Role } from '../../schemas/role.ts';
import type { Database } from '../client.ts';
import type { Prisma } from '../generated/client.ts';

const ROLE_OF = {
  name: 'member-role',
  text: `select m."role"::text as "role"
         from "Environment" e
         left join "Membership" m on m."environmentId" = e."id" and m."userId" = $2
         where e."id" = $1 and e."removedAt" is null`,
};

/** Null when there is no such environment; a null role when the user is no member of it. */
export async function findEnvironmentRole(
  database: Database,
  { environmentId, userId }: { environmentId: string; userId: string },
): Promise<{ role: Role | null } | null> {
  const found = await database.pool.query<{ role: Role | null }>({
    ...ROLE_OF,
    values: [environmentId, userId],
  });
  return found.rows[0] ?? null;
}

export interface MemberRow {
  readonly userId: string;
  readonly username: string;
  readonly name: string;
  readonly role: Role;
}

const MEMBERS_MAX = 1000;

export async function listMembers(
  tx: Prisma.TransactionClient,
  environmentId: string,
): Promise<readonly MemberRow[]> {
  const rows = await tx.membership.findMany({
    where: { environmentId },
    include: { user: { select: { username: true, name: true } } },
    orderBy: { user: { username: 'asc' } },
    take: MEMBERS_MAX,
  });
  return rows.map((row) => ({
    userId: row.userId,
    username: row.user.username,
    name: row.user.name,
    role: row.role,
  }));
}

export async function findMemberRole(
  tx: Prisma.TransactionClient,
  { environmentId, userId }: { environmentId: string; userId: string },
): Promise<Role | null> {
  const row = await tx.membership.findUnique({ where: { environmentId_userId: { environmentId, userId } } });
  return row?.role ?? null;
}

export async function countOwners(tx: Prisma.TransactionClient, environmentId: string): Promise<number> {
  return tx.membership.count({ where: { environmentId, role: 'owner' } });
}

export async function upsertMember(
  tx: Prisma.TransactionClient,
  { environmentId, userId, role }: { environmentId: string; userId: string; role: Role },
): Promise<void> {
  await tx.membership.upsert({
    where: { environmentId_userId: { environmentId, userId } },
    create: { environmentId, userId, role },
    update: { role },
  });
}

export async function deleteMember(
  tx: Prisma.TransactionClient,
  { environmentId, userId }: { environmentId: string; userId: string },
): Promise<void> {
  await tx.membership.delete({ where: { environmentId_userId: { environmentId, userId } } });
}
