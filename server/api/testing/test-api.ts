import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { openBackups } from '../../backup/open-backups.ts';
import { createDroverClient, type DroverClient, errorDetailOf } from '../../client/index.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing.ts';
import { createBus } from '../../events/postgres-bus.ts';
import { systemClock } from '../../lib/clock.ts';
import { parseEnv } from '../../lib/env.ts';
import { createApiHandler } from '../http.ts';

export const PASSWORD = 'correct horse battery';

/** The API over HTTP on a database of its own, and a way to speak to it as anyone. */
export interface TestApi {
  readonly url: string;
  readonly database: TestDatabase;
  client(key?: string): DroverClient;
  /** Makes a user and returns a client that acts as that user. */
  personNamed(username: string): Promise<DroverClient>;
  /** The administrator that set the server up, and the environment that came with it. */
  readonly admin: DroverClient;
  readonly environmentId: string;
  close(): Promise<void>;
}

async function keyOf(anonymous: DroverClient, username: string): Promise<string> {
  const { token } = await anonymous.auth.signIn.mutate({ username, password: PASSWORD, client: 'test' });
  if (token === null) throw new Error('A program was given no token.');
  return token;
}

export async function startTestApi(variables: Record<string, string> = {}): Promise<TestApi> {
  const database = await createTestDatabase();
  const logger = pino({ level: 'silent' });
  const bus = await createBus(database.url, logger);
  const base = {
    database,
    bus,
    clock: systemClock,
    logger,
    env: parseEnv({ DROVER_DATA_DIR: '/nonexistent', ...variables }),
  };
  const deps = { ...base, backups: openBackups(base) };
  const server = createServer(createApiHandler(deps));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const client = (key?: string) => createDroverClient({ url, key });
  await client().auth.setup.mutate({ username: 'admin', name: 'Administrator', password: PASSWORD });
  const admin = client(await keyOf(client(), 'admin'));
  const [environment] = await admin.environments.list.query();
  if (environment === undefined) throw new Error('Setting up made no environment.');
  return {
    url,
    database,
    client,
    admin,
    environmentId: environment.id,
    async personNamed(username) {
      await admin.users.create.mutate({ username, name: username, password: PASSWORD });
      return client(await keyOf(client(), username));
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await bus.close();
      await database.close();
    },
  };
}

/** What a call was refused with: the code, and the field where one is named. Fails the test when it was not. */
export async function refusalOf(call: Promise<unknown>): Promise<{ code: string; field: string | null }> {
  try {
    await call;
  } catch (error) {
    const detail = errorDetailOf(error);
    if (detail === null) throw error;
    return { code: detail.code, field: detail.field };
  }
  throw new Error('The call was not refused.');
}
