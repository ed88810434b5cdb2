import { appendEvents, SERVER } from '../../db/history.ts';
import { withConnection } from '../copy/connection.ts';
import type { Manifest } from '../file/manifest.ts';

const STATEMENT_TIMEOUT_MS = 60_000;

/**
 * What is not to come back with the rest: sessions, some of which were ended since the backup was made. And history
 * tells, in every environment, that what follows is from then.
 */
export async function finishRestored(url: string, name: string, { createdAt }: Manifest): Promise<void> {
  await withConnection(url, STATEMENT_TIMEOUT_MS, async (client) => {
    await client.query('begin');
    await client.query('delete from "Session"');
    await client.query('update "Host" set "sessionHash" = null');
    const { rows } = await client.query<{ id: string }>(
      'select id from "Environment" where "removedAt" is null',
    );
    const event = {
      kind: 'backup.restored',
      level: 'warning',
      actor: SERVER,
      params: { name, createdAt },
    } as const;
    const environmentIds = [null, ...rows.map(({ id }) => id)];
    await appendEvents(
      (sql, params) => client.query(sql, [...params]),
      environmentIds.map((environmentId) => ({ ...event, environmentId })),
    );
    await client.query('commit');
  });
}
