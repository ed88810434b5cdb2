import { Socket } from 'node:net';
import pg from 'pg';

const CONNECT_TIMEOUT_MS = 10_000;

/** How values are written must not depend on how a server was set up. */
const SPELLING = `
  set client_encoding = 'UTF8'; set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres';
  set bytea_output = 'hex'; set extra_float_digits = 1; set xmloption = 'content'`;

/** A connection of its own for the work, whose statements may take `statementTimeoutMs`; closed when the work is over. */
export async function withConnection<T>(
  url: string,
  statementTimeoutMs: number,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const socket = new Socket();
  const client = new pg.Client({
    stream: () => socket,
    connectionString: url,
    application_name: 'drover backup',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: statementTimeoutMs,
  });
  // The statement under way is rejected when the connection breaks; without this the process would end as well.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(SPELLING);
    const result = await work(client);
    await client.end();
    return result;
  } catch (error) {
    // In the middle of a COPY nobody reads what PostgreSQL still sends, so a proper end would never come.
    socket.destroy();
    throw error;
  }
}
