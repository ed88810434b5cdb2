import type pg from 'pg';

const TABLES = `
  select tablename as name, quote_ident(tablename) as quoted from pg_tables
  where schemaname = 'public' and tablename <> all($1::text[]) order by tablename`;

/** One digest for each table: equal before and after means that not a byte of any row is another. */
export async function digestTables(
  pool: pg.Pool,
  { except = [] }: { readonly except?: readonly string[] } = {},
): Promise<Record<string, string>> {
  const { rows: tables } = await pool.query<{ name: string; quoted: string }>(TABLES, [except]);
  const digests: [string, string][] = [];
  for (const { name, quoted } of tables) {
    const { rows } = await pool.query<{ digest: string }>(
      `select count(*) || ':' || md5(coalesce(string_agg(t::text, E'\\n' order by t::text), '')) as digest
       from ${quoted} t`,
    );
    digests.push([name, rows[0]?.digest ?? '']);
  }
  return Object.fromEntries(digests);
}
