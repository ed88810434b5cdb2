import type { z } from 'zod';
import { type EnrolmentTokenRow, findEnrolmentTokenRow } from '../../db/repositories/enrolment-token.ts';
import type { enrolmentStatusSchema } from '../../schemas/host.ts';
import type { Call } from '../call.ts';
import { DomainError } from '../errors.ts';

type EnrolmentStatus = z.output<typeof enrolmentStatusSchema>;

function failureOf(row: EnrolmentTokenRow): EnrolmentStatus['lastFailure'] {
  if (row.failedAt === null) return null;
  return {
    at: row.failedAt.toISOString(),
    code: row.failureCode ?? 'unknown',
    message: row.failureMessage ?? 'The host was refused.',
  };
}

export async function readEnrolmentStatus(
  { database }: Call,
  ref: { environmentId: string; tokenId: string },
): Promise<EnrolmentStatus> {
  const row = await findEnrolmentTokenRow(database.prisma, ref);
  if (row === null) throw new DomainError('not-found', 'There is no such token.');
  return {
    tokenId: row.id,
    expiresAt: row.expiresAt.toISOString(),
    scriptFetchedAt: row.scriptFetchedAt?.toISOString() ?? null,
    lastFailure: failureOf(row),
    hosts: row.hosts,
  };
}
