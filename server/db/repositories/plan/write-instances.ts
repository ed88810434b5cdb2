import type pg from 'pg';

export interface NewInstance {
  readonly id: string;
  readonly unitId: string;
  readonly launch: string;
  readonly name: string;
}

const INSERT = `
  insert into "Instance" (id, "unitId", launch, name)
  select n.id, n."unitId", n.launch, n.name
  from jsonb_to_recordset($1::jsonb) as n(id text, "unitId" text, launch text, name text)
  on conflict ("unitId", launch) do nothing`;

/** A unit that already has a container of that launch keeps it: instances outlive revisions. */
export async function insertInstances(client: pg.PoolClient, rows: readonly NewInstance[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({ name: 'plan-insert-instances', text: INSERT, values: [JSON.stringify(rows)] });
}

const DROP = `
  delete from "Instance" i using jsonb_to_recordset($1::jsonb) as n("unitId" text, launches jsonb)
  where i."unitId" = n."unitId" and not n.launches ? i.launch`;

/** Drops containers of launches that the unit's new revision no longer has. */
export async function dropInstances(
  client: pg.PoolClient,
  kept: readonly { readonly unitId: string; readonly launches: readonly string[] }[],
): Promise<void> {
  if (kept.length === 0) return;
  await client.query({ name: 'plan-drop-instances', text: DROP, values: [JSON.stringify(kept)] });
}
