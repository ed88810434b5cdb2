import type { z } from 'zod';
import { insertEnvironment, isEnvironmentNameTaken } from '../../db/repositories/environment.ts';
import { newId } from '../../lib/ids.ts';
import type { createEnvironmentInput, EnvironmentView } from '../../schemas/identity.ts';
import type { Call } from '../call.ts';
import { makeChange, type Tx } from '../change.ts';
import { DomainError } from '../errors.ts';
import { readEnvironment } from './read-environments.ts';

export async function requireFreeEnvironmentName(
  tx: Tx,
  { name, exceptId }: { name: string; exceptId: string | null },
): Promise<void> {
  if (!(await isEnvironmentNameTaken(tx, { name, exceptId }))) return;
  throw new DomainError('name-taken', `There is already an environment ${name}.`, { field: 'name' });
}

/** Whoever makes an environment owns it. */
export async function createEnvironment(
  call: Call,
  input: z.output<typeof createEnvironmentInput>,
): Promise<EnvironmentView> {
  const { name, description } = input;
  const id = newId('env', call.clock.now());
  return makeChange(call, { environmentId: null, subjectId: id, input }, async ({ tx, now, record }) => {
    await requireFreeEnvironmentName(tx, { name, exceptId: null });
    await insertEnvironment(tx, { id, name, description, createdAt: now, ownerId: call.caller.id });
    record({ environmentId: id, kind: 'environment.created', params: { name } });
    return readEnvironment(tx, call.caller, id);
  });
}
