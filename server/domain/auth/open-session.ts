import { hashSecret } from '../../auth/secret-hash.ts';
import { BROWSER_CLIENT, sessionLifeMs } from '../../auth/session.ts';
import { insertSession } from '../../db/repositories/session.ts';
import { newSecret } from '../../lib/ids.ts';
import type { Tx } from '../change.ts';

export interface OpenedSession {
  /** Known to the client alone; stored is only its hash. */
  readonly token: string;
  readonly lifeMs: number;
  readonly browser: boolean;
}

export async function openSession(
  tx: Tx,
  { userId, client, now }: { userId: string; client: string; now: Date },
): Promise<OpenedSession> {
  const token = newSecret();
  const lifeMs = sessionLifeMs(client);
  const expiresAt = new Date(now.getTime() + lifeMs);
  await insertSession(tx, { id: hashSecret(token), userId, client, now, expiresAt });
  return { token, lifeMs, browser: client === BROWSER_CLIENT };
}
