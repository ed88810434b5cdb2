import type { TestDatabase } from '../../db/testing.ts';

/** Rows in most tables, with what text and JSON can do to a format: tabs, newlines, backslashes, quotes, nulls. */
export async function fill(database: TestDatabase, eventCount = 200): Promise<void> {
  const odd = 'tab\there, line\nbreak, \\backslash\\N, "quotes", é 漢字 🚢';
  await database.pool.query(
    `insert into "User" (id, username, name, kind, "passwordHash") values ('usr_a', 'ann', $1, 'admin', 'scrypt$x')`,
    [odd],
  );
  await database.pool.query(
    `insert into "Session" (id, "userId", client, "expiresAt") values ('ses_a', 'usr_a', 'CLI', now() + interval '1 day')`,
  );
  await database.pool.query(
    `insert into "Environment" (id, name, description) values ('env_a', 'Default', $1)`,
    [odd],
  );
  await database.pool.query(
    `insert into "Membership" ("environmentId", "userId", role) values ('env_a', 'usr_a', 'owner')`,
  );
  await database.pool.query(
    `insert into "Setting" (key, value, "updatedAt") values ('agentLink', $1, now())`,
    [JSON.stringify({ version: 1, serverId: 'srv', nonceSecret: 'secret of the server', odd })],
  );
  await database.pool.query(
    `insert into "Event" ("environmentId", kind, actor, "actorName", params)
     select 'env_a', 'stack.created', 'user:usr_a', 'ann', jsonb_build_object('name', $1::text, 'n', n)
     from generate_series(1, $2) as n`,
    [odd, eventCount],
  );
}
