import type pg from 'pg';

const ADVANCE = `
  update "Environment" set "planGeneration" = "planGeneration" + 1
  where id = $1 and "planGeneration" = $2 and "removedAt" is null`;

/**
 * The compare-and-swap that makes a plan the plan. It is the first statement of a commit, so the row's lock also keeps
 * other commits of the environment waiting. False when another plan was quicker: this one decided on what is no more.
 */
export async function advancePlan(
  client: pg.PoolClient,
  environmentId: string,
  parent: number,
): Promise<boolean> {
  const result = await client.query({ name: 'plan-advance', text: ADVANCE, values: [environmentId, parent] });
  return result.rowCount === 1;
}
