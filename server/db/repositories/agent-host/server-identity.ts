import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { z } from 'zod';
import { newSecret } from '../../../lib/ids.ts';

const KEY = 'agentLink';

const identitySchema = z.object({
  version: z.literal(1),
  /** Part of what agents sign: a signature for one server is worth nothing at another. */
  serverId: z.string(),
  /** Signs the nonces that agents are challenged with; never leaves the server. */
  nonceSecret: z.string(),
  /** Ed25519, PKCS #8, PEM. Signs what hosts carry for a successor; never leaves the server. */
  vouchingKey: z.string(),
});
export type ServerIdentity = z.infer<typeof identitySchema>;

function makeVouchingKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** What is there stays; only what an older version did not know yet is added. */
const COMPLETE = `
  insert into "Setting" as s (key, value, "updatedAt") values ($1, $2::jsonb, now())
  on conflict (key) do update set value = excluded.value || s.value
  where not s.value ? 'vouchingKey'`;

async function readStored(pool: pg.Pool) {
  const { rows } = await pool.query<{ value: unknown }>('select value from "Setting" where key = $1', [KEY]);
  return identitySchema.safeParse(rows[0]?.value);
}

/** The identity all replicas share, made by whichever asks first. */
export async function readServerIdentity(pool: pg.Pool): Promise<ServerIdentity> {
  const known = await readStored(pool);
  if (known.success) return known.data;
  const fresh: ServerIdentity = {
    version: 1,
    serverId: randomUUID(),
    nonceSecret: newSecret(),
    vouchingKey: makeVouchingKey(),
  };
  await pool.query(COMPLETE, [KEY, JSON.stringify(fresh)]);
  const made = await readStored(pool);
  if (!made.success) throw made.error;
  return made.data;
}
