import type { Database } from '../client.ts';
import type { Prisma } from '../generated/client.ts';

export interface SessionRow {
  readonly id: string;
  readonly client: string;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly userId: string;
  readonly username: string;
  readonly name: string;
  readonly kind: 'admin' | 'user';
  readonly userCreatedAt: Date;
}

const FIND = {
  name: 'session-find',
  text: `select s."id", s."client", s."lastSeenAt", s."expiresAt",
                u."id" as "userId", u."username", u."name", u."kind"::text as "kind", u."createdAt" as "userCreatedAt"
         from "Session" s join "User" u on u."id" = s."userId"
         where s."id" = $1 and s."expiresAt" > $2 and u."disabledAt" is null`,
};

/** A session that still holds, with its user. By hand because it runs on every request. */
export async function findLiveSession(database: Database, id: string, now: Date): Promise<SessionRow | null> {
  const found = await database.pool.query<SessionRow>({ ...FIND, values: [id, now] });
  return found.rows[0] ?? null;
}

export async function touchSession(
  database: Database,
  { id, now, expiresAt }: { id: string; now: Date; expiresAt: Date },
): Promise<void> {
  await database.pool.query({
    name: 'session-touch',
    text: 'update "Session" set "lastSeenAt" = $2, "expiresAt" = $3 where "id" = $1',
    values: [id, now, expiresAt],
  });
}

export interface NewSession {
  readonly id: string;
  readonly userId: string;
  readonly client: string;
  readonly now: Date;
  readonly expiresAt: Date;
}

/** Also sweeps out what has expired, so that the table needs no job of its own. */
export async function insertSession(tx: Prisma.TransactionClient, session: NewSession): Promise<void> {
  const { id, userId, client, now, expiresAt } = session;
  await tx.session.deleteMany({ where: { expiresAt: { lt: now } } });
  await tx.session.create({ data: { id, userId, client, createdAt: now, lastSeenAt: now, expiresAt } });
}

export async function deleteSession(tx: Prisma.TransactionClient, id: string): Promise<void> {
  await tx.session.deleteMany({ where: { id } });
}

/** Ends every session of the user but the one to keep. */
export async function deleteUserSessions(
  tx: Prisma.TransactionClient,
  { userId, keepId }: { userId: string; keepId: string | null },
): Promise<void> {
  await tx.session.deleteMany({ where: { userId, ...(keepId === null ? {} : { id: { not: keepId } }) } });
}
