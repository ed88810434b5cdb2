import { listUnitRows } from '../../db/repositories/container.ts';
import { findServiceRow } from '../../db/repositories/service.ts';
import { CONTAINERS_PER_LIST_MAX } from '../../schemas/container.ts';
import type { Role } from '../../schemas/role.ts';
import type { ServiceDetail } from '../../schemas/service.ts';
import type { Call } from '../call.ts';
import { DomainError } from '../errors.ts';
import { toServiceDetail } from './view.ts';

interface ServiceRead {
  readonly environmentId: string;
  readonly serviceId: string;
  readonly role: Role;
}

export async function readService(
  { database }: Call,
  { environmentId, serviceId, role }: ServiceRead,
): Promise<ServiceDetail> {
  const [row, containers] = await Promise.all([
    findServiceRow(database, { environmentId, serviceId }),
    listUnitRows(database, { environmentId, serviceId, limit: CONTAINERS_PER_LIST_MAX }),
  ]);
  if (row === null) throw new DomainError('not-found', 'There is no such service.');
  return toServiceDetail(row, { containers, role });
}
