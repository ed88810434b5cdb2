import type pg from 'pg';
import { pgSql } from '../../sql.ts';
import { raiseBlueprintVersions } from '../recovery/blueprint-version.ts';

export interface SeenGeneration {
  readonly unitId: string;
  readonly generation: number;
}

/**
 * Moves units past a generation their host already works to. That happens only when the database was restored from an
 * older copy; without it the host would refuse every later decision as an old one, or take another one of the same
 * number for the one it has. A plan made meanwhile is void.
 */
export async function raiseGenerations(
  client: pg.PoolClient,
  environmentId: string,
  hostId: string,
  seen: readonly SeenGeneration[],
): Promise<void> {
  await client.query('update "Environment" set "planGeneration" = "planGeneration" + 1 where id = $1', [
    environmentId,
  ]);
  await client.query(
    `update "Unit" u set generation = n.generation + 1
     from unnest($1::text[], $2::int[]) as n(id, generation)
     where u.id = n.id and u."hostId" = $3 and u.generation <= n.generation`,
    [seen.map((unit) => unit.unitId), seen.map((unit) => unit.generation), hostId],
  );
  await raiseBlueprintVersions(pgSql(client), [environmentId]);
}
