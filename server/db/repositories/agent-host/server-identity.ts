import { randomUUID } from 'node:crypto';
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
});
export type ServerIdentity = z.infer<typeof identitySchema>;

/** The identity all replicas share, made by whichever asks first. */
export async function readServerIdentity(pool: pg.Pool): Promise<ServerIdentity> {
  const fresh: ServerIdentity = { version: 1, serverId: randomUUID(), nonceSecret: newSecret() };
  await pool.query(
    `insert into "Setting" (key, value, "updatedAt") values ($1, $2::jsonb, now()) on conflict (key) do nothing`,
    [KEY, JSON.stringify(fresh)],
  );
  const { rows } = await pool.query<{ value: unknown }>('select value from "Setting" where key = $1', [KEY]);
  return identitySchema.parse(rows[0]?.value);
}
