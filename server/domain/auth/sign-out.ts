import { deleteSession } from '../../db/repositories/session.ts';
import type { Call } from '../call.ts';
import { makeChange } from '../change.ts';

export async function signOut(call: Call, sessionId: string): Promise<void> {
  const scope = { environmentId: null, subjectId: call.caller.id, input: {} };
  await makeChange(call, scope, ({ tx }) => deleteSession(tx, sessionId));
}
