import type { z } from 'zod';
import { findServiceRow, listRevisions } from '../../db/repositories/service.ts';
import type { Role } from '../../schemas/role.ts';
import type { revisionViewSchema } from '../../schemas/service.ts';
import type { Call } from '../call.ts';
import { DomainError } from '../errors.ts';
import { hideValues } from './hide-values.ts';

interface RevisionsRead {
  readonly environmentId: string;
  readonly serviceId: string;
  readonly role: Role;
}

export async function readRevisions(
  { database: { prisma } }: Call,
  { environmentId, serviceId, role }: RevisionsRead,
): Promise<z.output<typeof revisionViewSchema>[]> {
  const service = await findServiceRow(prisma, { environmentId, serviceId });
  if (service === null) throw new DomainError('not-found', 'There is no such service.');
  const rows = await listRevisions(prisma, serviceId);
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    current: row.number === service.revisionNumber,
    spec: hideValues(row.spec, role),
  }));
}
