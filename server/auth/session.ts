import type { Database } from '../db/client.ts';
import { findLiveSession, type SessionRow, touchSession } from '../db/repositories/session.ts';
import { DomainError } from '../domain/errors.ts';
import { hashSecret } from './secret-hash.ts';

export type { SessionRow } from '../db/repositories/session.ts';

const HOUR_MS = 3_600_000;
const BROWSER_LIFE_MS = 16 * HOUR_MS;
const CLIENT_LIFE_MS = 90 * 24 * HOUR_MS;
/** How stale "last seen" may be: one write a minute at most, whatever the traffic. */
const TOUCH_AFTER_MS = 60_000;

export const BROWSER_CLIENT = 'browser';

/** Counted from the last use: a browser's working day and a bit, a command line's quarter. */
export function sessionLifeMs(client: string): number {
  return client === BROWSER_CLIENT ? BROWSER_LIFE_MS : CLIENT_LIFE_MS;
}

export interface SignedIn {
  readonly session: SessionRow;
  /** When the life of the session was just prolonged, its new length. */
  readonly renewedForMs: number | null;
}

interface Lookup {
  readonly token: string;
  readonly now: number;
  /** False for what a page does by itself: an open tab is not a person at work. */
  readonly prolong: boolean;
}

export async function findSignedIn(database: Database, lookup: Lookup): Promise<SignedIn | null> {
  const now = new Date(lookup.now);
  const session = await findLiveSession(database, hashSecret(lookup.token), now);
  if (session === null) return null;
  const idleMs = lookup.now - session.lastSeenAt.getTime();
  if (!lookup.prolong || idleMs < TOUCH_AFTER_MS) return { session, renewedForMs: null };
  const renewedForMs = sessionLifeMs(session.client);
  await touchSession(database, { id: session.id, now, expiresAt: new Date(lookup.now + renewedForMs) });
  return { session, renewedForMs };
}

/** For what runs long: throws once the session has expired or was ended. */
export async function requireLiveSession(
  database: Database,
  { id, now }: { id: string; now: number },
): Promise<void> {
  const session = await findLiveSession(database, id, new Date(now));
  if (session === null) throw new DomainError('not-signed-in', 'The session has ended. Sign in again.');
}
