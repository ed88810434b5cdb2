import { markEnvironmentRemoved } from '../../db/repositories/environment.ts';
import type { Call } from '../call.ts';
import { makeChange } from '../change.ts';
import { requireAllowed } from '../verdict.ts';
import { mayRemoveEnvironment } from './environment.policy.ts';
import { readEnvironment } from './read-environments.ts';

export async function removeEnvironment(call: Call, input: { environmentId: string }): Promise<void> {
  const { environmentId } = input;
  const scope = { environmentId, subjectId: environmentId, input };
  await makeChange(call, scope, async ({ tx, now, record, touch }) => {
    const environment = await readEnvironment(tx, call.caller, environmentId);
    requireAllowed(mayRemoveEnvironment(environment));
    await markEnvironmentRemoved(tx, environmentId, now);
    record({ kind: 'environment.removed', params: { name: environment.name } });
    touch({ topic: 'environments', id: null });
  });
}
