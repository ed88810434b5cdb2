import { type Change, changeTopicSchema } from '../schemas/event.ts';

/** Tells a page to fetch all that it shows. */
export const EVERYTHING: readonly Change[] = changeTopicSchema.options.map((topic) => ({ topic, id: null }));

/** A page that has so much to fetch may as well fetch all. */
const KEYS_MAX = 200;

/** What changed since it was last taken, each key once, in bounded room. */
export interface ChangeBuffer {
  /** Null changes: more than fits, look at everything. */
  add(note: { readonly changes: readonly Change[] | null }): void;
  /** Empties the buffer; null when there is nothing. */
  take(): readonly Change[] | null;
  /** Aborted when something arrives after the last take. */
  readonly arrival: AbortSignal;
}

export function createChangeBuffer(): ChangeBuffer {
  let keys = new Map<string, Change>();
  let everything = false;
  let arrival = new AbortController();

  return {
    add({ changes }) {
      for (const change of changes ?? []) keys.set(`${change.topic}:${change.id}`, change);
      everything ||= changes === null || keys.size > KEYS_MAX;
      if (everything) keys = new Map();
      if (everything || keys.size > 0) arrival.abort();
    },
    take() {
      if (!everything && keys.size === 0) return null;
      const taken = everything ? EVERYTHING : [...keys.values()];
      keys = new Map();
      everything = false;
      arrival = new AbortController();
      return taken;
    },
    get arrival() {
      return arrival.signal;
    },
  };
}
