import type { z } from 'zod';
import { updateEnvironmentRow } from '../../db/repositories/environment.ts';
import type { EnvironmentView, updateEnvironmentInput } from '../../schemas/identity.ts';
import type { Call } from '../call.ts';
import { makeChange } from '../change.ts';
import { requireFreeEnvironmentName } from './create-environment.ts';
import { readEnvironment } from './read-environments.ts';

export async function updateEnvironment(
  call: Call,
  input: z.output<typeof updateEnvironmentInput>,
): Promise<EnvironmentView> {
  const { environmentId, name, description } = input;
  const scope = { environmentId, subjectId: environmentId, input };
  return makeChange(call, scope, async ({ tx, record, touch }) => {
    const before = await readEnvironment(tx, call.caller, environmentId);
    if (name !== undefined) await requireFreeEnvironmentName(tx, { name, exceptId: environmentId });
    await updateEnvironmentRow(tx, environmentId, { name, description });
    record({ kind: 'environment.updated', params: { name: name ?? before.name, previousName: before.name } });
    touch({ topic: 'environments', id: null });
    return readEnvironment(tx, call.caller, environmentId);
  });
}
