import type pg from 'pg';

export interface HostStateChange {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** A removed host's key and session end with it: what it says afterwards is answered with a refusal. */
const STATES = `
  update "Host" h
  set state = n.to::"HostState", "stateSince" = now(),
    "removedAt" = case when n.to = 'removed' then now() else h."removedAt" end,
    "keyRevokedAt" = case when n.to = 'removed' then coalesce(h."keyRevokedAt", now()) else h."keyRevokedAt" end,
    "sessionHash" = case when n.to = 'removed' then null else h."sessionHash" end
  from jsonb_to_recordset($1::jsonb) as n(id text, "from" text, "to" text)
  where h.id = n.id and h.state = n."from"::"HostState"`;

export async function writeHostStates(
  client: pg.PoolClient,
  changes: readonly HostStateChange[],
): Promise<void> {
  if (changes.length === 0) return;
  await client.query({ name: 'plan-host-states', text: STATES, values: [JSON.stringify(changes)] });
}
