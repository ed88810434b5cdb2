import type { Prisma } from '../generated/client.ts';

type Tx = Prisma.TransactionClient;

export interface NewEnrolmentToken {
  readonly id: string;
  readonly environmentId: string;
  readonly tokenHash: string;
  readonly createdById: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** What has expired without a host to its name is of no use to anyone; it goes when the next one is made. */
export async function insertEnrolmentToken(tx: Tx, token: NewEnrolmentToken): Promise<void> {
  await tx.enrolmentToken.deleteMany({
    where: {
      environmentId: token.environmentId,
      expiresAt: { lt: new Date(token.createdAt.getTime() - KEPT_AFTER_EXPIRY_MS) },
      hosts: { none: {} },
    },
  });
  await tx.enrolmentToken.create({ data: token });
}

/** A wizard left open overnight may still ask what became of its token. */
const KEPT_AFTER_EXPIRY_MS = 24 * 60 * 60 * 1000;

const WITH_HOSTS = {
  id: true,
  expiresAt: true,
  scriptFetchedAt: true,
  failedAt: true,
  failureCode: true,
  failureMessage: true,
  hosts: {
    where: { removedAt: null },
    select: { id: true, name: true, state: true, engineReachable: true },
    orderBy: { createdAt: 'asc' },
    take: 100,
  },
} as const;

export type EnrolmentTokenRow = Prisma.EnrolmentTokenGetPayload<{ select: typeof WITH_HOSTS }>;

export function findEnrolmentTokenRow(
  tx: Tx,
  { environmentId, tokenId }: { environmentId: string; tokenId: string },
): Promise<EnrolmentTokenRow | null> {
  return tx.enrolmentToken.findFirst({ where: { id: tokenId, environmentId }, select: WITH_HOSTS });
}
