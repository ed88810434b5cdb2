import type pg from 'pg';
import { readOutline } from '../../db/repositories/recovery/read-blueprint.ts';
import type { StoredOutline } from '../../schemas/blueprint.ts';

/** More environments than ask within a moment of each other; beyond it the oldest is read again. */
const KEPT_MAX = 50;

/** The outline of an environment at a version, read once for all its hosts. */
export interface Outlines {
  read(environmentId: string, version: number): Promise<StoredOutline>;
}

export function createOutlines(pool: pg.Pool): Outlines {
  const kept = new Map<string, { readonly version: number; readonly outline: Promise<StoredOutline> }>();

  async function load(environmentId: string, version: number): Promise<StoredOutline> {
    // Read after the version, so it may be newer than it says, which costs another visit, and never older.
    return { version, ...(await readOutline(pool, environmentId)) };
  }

  return {
    read(environmentId, version) {
      const known = kept.get(environmentId);
      if (known !== undefined && known.version === version) return known.outline;
      const outline = load(environmentId, version);
      kept.delete(environmentId);
      kept.set(environmentId, { version, outline });
      outline.catch(() => kept.delete(environmentId));
      const oldest = kept.size > KEPT_MAX ? kept.keys().next() : null;
      if (oldest?.done === false) kept.delete(oldest.value);
      return outline;
    },
  };
}
