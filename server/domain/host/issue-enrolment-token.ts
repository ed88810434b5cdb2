import type { z } from 'zod';
import { hashSecret } from '../../auth/secret-hash.ts';
import { insertEnrolmentToken } from '../../db/repositories/enrolment-token.ts';
import { newId, newSecret } from '../../lib/ids.ts';
import type { createEnrolmentTokenInput, enrolmentTokenSchema } from '../../schemas/host.ts';
import type { Call } from '../call.ts';
import { makeChange } from '../change.ts';
import { VERSION } from '../version.ts';
import { enrolmentCommands } from './enrolment-commands.ts';

const LIFE_MS = 24 * 60 * 60 * 1000;

/** The token is told once, inside the commands; kept is only its hash. One token may enrol many hosts. */
export async function issueEnrolmentToken(
  call: Call,
  input: z.output<typeof createEnrolmentTokenInput>,
): Promise<z.output<typeof enrolmentTokenSchema>> {
  const { environmentId, serverUrl, labels } = input;
  const token = newSecret();
  const id = newId('ent', call.clock.now());
  const expiresAt = await makeChange(call, { environmentId, subjectId: id, input }, async ({ tx, now }) => {
    const expires = new Date(now.getTime() + LIFE_MS);
    await insertEnrolmentToken(tx, {
      id,
      environmentId,
      tokenHash: hashSecret(token),
      createdById: call.caller.id,
      createdAt: now,
      expiresAt: expires,
    });
    return expires.toISOString();
  });
  return { id, expiresAt, ...enrolmentCommands({ serverUrl, token, labels, version: VERSION }) };
}
