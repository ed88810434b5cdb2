import { hashSecret } from '../auth/secret-hash.ts';
import { findSession, type LiveSession } from '../db/repositories/agent-host/session.ts';
import type { ServerDeps } from '../main/deps.ts';
import { WireRefusal } from './wire-refusal.ts';

/** More than hosts a process serves; beyond it the oldest entry is looked up again. */
const SESSIONS_MAX = 5_000;
/** Bounds how long a name of a host that was changed meanwhile is used. */
const FRESH_MS = 30_000;

export interface AgentSession extends LiveSession {
  readonly sessionHash: string;
}

interface Entry {
  readonly session: AgentSession;
  readonly readAt: number;
}

export interface Sessions {
  find(token: string | null): Promise<AgentSession>;
  forget(sessionHash: string): void;
  stop(): void;
}

/**
 * Spares each call the look-up of who is calling. It is only that: every statement that gives out jobs or takes in
 * reports judges the session again, so an entry that outlived its session opens nothing.
 */
export function createSessions(deps: Pick<ServerDeps, 'database' | 'bus' | 'clock'>): Sessions {
  const entries = new Map<string, Entry>();
  const stopListening = deps.bus.onResync(() => entries.clear());

  function keep(session: AgentSession): void {
    entries.set(session.sessionHash, { session, readAt: deps.clock.monotonic() });
    const oldest = entries.size > SESSIONS_MAX ? entries.keys().next() : null;
    if (oldest?.done === false) entries.delete(oldest.value);
  }

  return {
    async find(token) {
      if (token === null) throw new WireRefusal('session-invalid', 'The call carries no session token.');
      const sessionHash = hashSecret(token);
      const entry = entries.get(sessionHash);
      if (entry !== undefined && deps.clock.monotonic() - entry.readAt < FRESH_MS) return entry.session;
      entries.delete(sessionHash);
      const found = await findSession(deps.database.pool, sessionHash);
      if (found === null) {
        throw new WireRefusal('session-invalid', 'The session has ended. Open a new one.');
      }
      const session = { ...found, sessionHash };
      keep(session);
      return session;
    },
    forget: (sessionHash) => void entries.delete(sessionHash),
    stop: stopListening,
  };
}
