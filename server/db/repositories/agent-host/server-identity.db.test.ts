import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing.ts';
import { readServerIdentity } from './server-identity.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

it('an identity of the first release stays, and gets a key to vouch with that all replicas share', async () => {
  const old = { version: 1, serverId: 'server', nonceSecret: 'secret' };
  await database.pool.query(
    `insert into "Setting" (key, value, "updatedAt") values ('agentLink', $1, now())`,
    [old],
  );
  const replicas = await Promise.all([1, 2, 3].map(() => readServerIdentity(database.pool)));
  expect(replicas[0]).toMatchObject(old);
  expect(replicas[0]?.vouchingKey).toContain('PRIVATE KEY');
  expect(replicas).toEqual(Array(3).fill(replicas[0]));
});
