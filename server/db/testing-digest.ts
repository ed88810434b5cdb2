import type pg from 'pg';

const TABLES = `
  select quote_ident(tablename) as name from pg_tables where schemaname = 'public' order by tablename`;

/** One digest for each table: equal before and after means that not a byte of any row is another. */
export async function digestTables(pool: pg.Pool): Promise<Record<string, string>> {
  const { rows: tables } = await pool.query<{ name: string }>(TABLES);
  const digests: [string, string][] = [];
  for (const { name } of tables) {
    const { rows } = await pool.query<{ digest: string }>(
      `select count(*) || ':' || md5(coalesce(string_agg(t::text, E'\\n' order by t::text), '')) as digest from ${name} t`,
    );
    digests.push([name, rows[0]?.digest ?? '']);
  }
  return Object.fromEntries(digests);
}
