import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noteChanges, wakeEnvironment, wakeHosts } from '../db/notify.ts';
import { pgSql } from '../db/sql.ts';
import { createTestDatabase, type TestDatabase } from '../db/testing.ts';
import { waitUntil } from '../lib/wait-until.ts';
import type { Bus } from './bus.ts';
import { createBus } from './postgres-bus.ts';

const logger = pino({ level: 'silent' });
const SOON = { timeoutMs: 10_000, intervalMs: 10 };

/** Stands between the bus and PostgreSQL and can fall silent without closing anything, as a pulled cable does. */
async function openCable(database: string) {
  const url = new URL(database);
  const directory = url.searchParams.get('host');
  const sockets = new Set<Socket>();
  const silent = new WeakSet<Socket>();
  const server: Server = createServer((near) => {
    const far = directory
      ? connect(`${directory}/.s.PGSQL.5432`)
      : connect(Number(url.port || 5432), url.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => silent.has(from) || to.write(chunk));
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the cable has no port');
  url.searchParams.delete('host');
  url.host = `127.0.0.1:${address.port}`;
  return {
    url: url.href,
    /** For the connections there are; new ones pass. */
    cut: () => {
      for (const socket of sockets) silent.add(socket);
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

describe('the bus over PostgreSQL', () => {
  let database: TestDatabase;
  let bus: Bus;
  let heard: string[];

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  function listenTo(opened: Bus): void {
    bus = opened;
    bus.onWake((id) => heard.push(`wake ${id}`));
    bus.onJobs((id) => heard.push(`jobs ${id}`));
    bus.onChanges((note) => heard.push(`changes ${JSON.stringify(note)}`));
    bus.onResync(() => heard.push('resync'));
  }

  beforeEach(async () => {
    heard = [];
    listenTo(await createBus(database.url, logger));
  });
  afterEach(() => bus.close());

  const run = () => pgSql(database.pool);
  const hears = (words: string) => waitUntil(() => heard.includes(words) || undefined, SOON);

  it('tells of what other connections announced', async () => {
    await wakeEnvironment(run(), 'env_a');
    await wakeHosts(run(), ['host_a', 'host_a', 'host_b']);
    await noteChanges(run(), 'env_a', [{ topic: 'hosts', id: 'host_a' }]);

    expect(await hears('jobs host_b')).toBe(true);
    const note = 'changes {"environmentId":"env_a","changes":[{"topic":"hosts","id":"host_a"}]}';
    expect(await hears(note)).toBe(true);
    expect(heard.slice(0, 2)).toEqual(['wake env_a', 'jobs host_a']);
  });

  it('listens again after its connection was ended, and says that something may have been missed', async () => {
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'drover bus' and datname = current_database()`,
    );

    expect(await hears('resync')).toBe(true);
    await wakeEnvironment(run(), 'env_b');
    expect(await hears('wake env_b')).toBe(true);
  });

  it('asks for a resync on a note that it cannot read', async () => {
    await database.pool.query(`select pg_notify('drover_changes', '{"other":"version"}')`);

    expect(await hears('resync')).toBe(true);
  });

  it('goes on telling others when one listener throws', async () => {
    const stop = bus.onWake(() => {
      throw new Error('a fault of this listener');
    });
    bus.onWake((id) => heard.push(`late ${id}`));
    await wakeEnvironment(run(), 'env_c');

    expect(await hears('late env_c')).toBe(true);
    stop();
  });

  it('notices a connection that went silent, and comes back when it can', async () => {
    const cable = await openCable(database.url);
    await bus.close();
    listenTo(await createBus(cable.url, logger, { everyMs: 50, timeoutMs: 100 }));

    cable.cut();

    expect(await hears('resync')).toBe(true);
    await wakeEnvironment(run(), 'env_d');
    expect(await hears('wake env_d')).toBe(true);
    cable.close();
  });

  it('is refused at the first try rather than never telling anything', async () => {
    const nowhere = new URL(database.url);
    nowhere.pathname = '/no_such_database';

    await expect(createBus(nowhere.href, logger)).rejects.toThrow('does not exist');
  });
});
