import { DomainError } from '../domain/errors.ts';

/** A page has one; a person with more pages open than this has forgotten some of them. */
const PER_SESSION_MAX = 32;

/** Streams hold a connection each and are written to with every change, so no session may have any number of them. */
export interface OpenStreams {
  /** Throws `limit-reached`. The answer gives the place back, once. */
  enter(sessionId: string): () => void;
}

export function createOpenStreams(): OpenStreams {
  const counts = new Map<string, number>();
  return {
    enter(sessionId) {
      const count = counts.get(sessionId) ?? 0;
      if (count >= PER_SESSION_MAX) {
        throw new DomainError(
          'limit-reached',
          `At most ${PER_SESSION_MAX} pages of one session are kept up to date. Close some.`,
        );
      }
      counts.set(sessionId, count + 1);
      return () => {
        const left = (counts.get(sessionId) ?? 1) - 1;
        if (left === 0) counts.delete(sessionId);
        else counts.set(sessionId, left);
      };
    },
  };
}
