import type { Database } from '../../db/client.ts';
import { findEnvironment, listEnvironments } from '../../db/repositories/environment.ts';
import type { EnvironmentView } from '../../schemas/identity.ts';
import type { Caller } from '../call.ts';
import type { Tx } from '../change.ts';
import { DomainError } from '../errors.ts';
import { toEnvironmentView } from './view.ts';

export async function readEnvironments(database: Database, caller: Caller): Promise<EnvironmentView[]> {
  const rows = await listEnvironments(database.prisma, { userId: caller.id, all: caller.kind === 'admin' });
  return rows.map((row) => toEnvironmentView(row, caller));
}

export async function readEnvironment(
  tx: Tx,
  caller: Caller,
  environmentId: string,
): Promise<EnvironmentView> {
  const row = await findEnvironment(tx, { environmentId, userId: caller.id });
  if (row === null) throw new DomainError('not-found', 'There is no such environment.');
  return toEnvironmentView(row, caller);
}
