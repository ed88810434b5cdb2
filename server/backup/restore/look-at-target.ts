import type pg from 'pg';
import { withConnection } from '../copy/connection.ts';

const STATEMENT_TIMEOUT_MS = 30_000;

export interface Target {
  /** Tables that have rows, the one that notes migrations aside. */
  readonly filledTables: readonly string[];
  readonly isServed: boolean;
  readonly mayCreateDatabases: boolean;
}

async function filledTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and relname <> '_prisma_migrations'
     order by relname`,
  );
  const filled: string[] = [];
  for (const { name } of rows) {
    const { rowCount } = await client.query(`select 1 from ${client.escapeIdentifier(name)} limit 1`);
    if (rowCount !== null && rowCount > 0) filled.push(name);
  }
  return filled;
}

/** What stands in the way of restoring into the database at `url`. */
export async function lookAtTarget(url: string): Promise<Target> {
  return withConnection(url, STATEMENT_TIMEOUT_MS, async (client) => {
    const { rows } = await client.query<{ served: boolean; creates: boolean }>(
      `select exists (select 1 from pg_stat_activity
                      where datname = current_database() and pid <> pg_backend_pid()
                        and application_name in ('drover', 'drover bus')) as served,
              (select rolcreatedb or rolsuper from pg_roles where rolname = current_user) as creates`,
    );
    return {
      filledTables: await filledTables(client),
      isServed: rows[0]?.served ?? false,
      mayCreateDatabases: rows[0]?.creates ?? false,
    };
  });
}
