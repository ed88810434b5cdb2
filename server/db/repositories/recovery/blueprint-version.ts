import type { RunSql } from '../../sql.ts';

const RAISE = `
  insert into "BlueprintVersion" as b ("environmentId", version)
  select id, (extract(epoch from clock_timestamp()) * 1000)::bigint from "Environment" where id = any($1::text[])
  order by id
  on conflict ("environmentId") do update set version = greatest(b.version + 1, excluded.version)`;

/** Hosts fetch a newer blueprint at their next report. The last that a transaction locks. */
export async function raiseBlueprintVersions(run: RunSql, environmentIds: readonly string[]): Promise<void> {
  if (environmentIds.length > 0) await run(RAISE, [environmentIds]);
}
