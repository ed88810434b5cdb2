import type pg from 'pg';
import { type ServiceSpec, serviceSpecSchema } from '../../../schemas/service.ts';

/** Revisions kept parsed. They never change, so only memory speaks against keeping all. */
const KEPT_MAX = 2_000;

export interface RevisionSpec {
  readonly id: string;
  readonly number: number;
  readonly spec: ServiceSpec;
}

/** What was read before, oldest first. */
export type RevisionCache = Map<string, RevisionSpec>;

export function createRevisionCache(): RevisionCache {
  return new Map();
}

function keep(cache: RevisionCache, revision: RevisionSpec): void {
  cache.set(revision.id, revision);
  const oldest = cache.size > KEPT_MAX ? cache.keys().next() : null;
  if (oldest?.done === false) cache.delete(oldest.value);
}

/**
 * Specs of these revisions, by id. Only those that were not read before cost a query. One that cannot be read, because it
 * is damaged or of a newer server, is as good as missing: that is one service's trouble and nobody else's.
 */
export async function readRevisionSpecs(
  client: pg.Pool | pg.PoolClient,
  revisionIds: Iterable<string>,
  cache: RevisionCache,
): Promise<Map<string, RevisionSpec>> {
  const found = new Map<string, RevisionSpec>();
  const wanted: string[] = [];
  for (const id of new Set(revisionIds)) {
    const revision = cache.get(id);
    if (revision === undefined) wanted.push(id);
    else found.set(id, revision);
  }
  if (wanted.length === 0) return found;
  const { rows } = await client.query<{ id: string; number: number; spec: unknown }>({
    name: 'revision-specs',
    text: 'select id, number, spec from "Revision" where id = any($1::text[])',
    values: [wanted],
  });
  for (const row of rows) {
    const spec = serviceSpecSchema.safeParse(row.spec);
    if (!spec.success) continue;
    const revision: RevisionSpec = { id: row.id, number: row.number, spec: spec.data };
    keep(cache, revision);
    found.set(row.id, revision);
  }
  return found;
}
