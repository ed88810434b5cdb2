import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestDatabase, type TestDatabase } from '../../db/testing.ts';
import { parseEnv } from '../../lib/env.ts';
import type { ServerDeps } from '../../main/deps.ts';
import { createHostsHandler } from '../http.ts';
import { closeQuietly, createHandBus, testDeps } from './world.ts';

export interface DoorAnswer {
  readonly status: number;
  /** Null when the call was granted. */
  readonly code: string | null;
  readonly message: string;
  readonly data: unknown;
}

/** The agents' door over HTTP on a database of its own. */
export interface AgentDoor {
  readonly base: string;
  readonly database: TestDatabase;
  readonly deps: ServerDeps;
  /** A body that is text goes as it is, anything else as JSON. `bearer` null: without a session. */
  call(
    procedure: string,
    body: unknown,
    bearer: string | null,
    headers?: Readonly<Record<string, string>>,
  ): Promise<DoorAnswer>;
  close(): Promise<void>;
}

interface Envelope {
  readonly result?: { readonly data: unknown };
  readonly error?: { readonly message: string; readonly data: { readonly wireCode: string } };
}

interface DoorOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly largeOfferReadMs?: number;
}

export async function openAgentDoor(options: DoorOptions = {}): Promise<AgentDoor> {
  const database = await createTestDatabase();
  const { env, ...linkOptions } = options;
  const deps = {
    ...testDeps(database, createHandBus()),
    env: parseEnv({ DROVER_DATA_DIR: '/nonexistent', ...env }),
  };
  const handle = createHostsHandler(deps, linkOptions);
  const server = createServer((req, res) => {
    void handle(req, res).then((ours) => {
      if (!ours) res.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    base,
    database,
    deps,
    async call(procedure, body, bearer, headers = {}) {
      const response = await fetch(`${base}/api/agent/${procedure}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...headers,
          ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      const { result, error } = (await response.json()) as Envelope;
      const { status } = response;
      if (error !== undefined) {
        return { status, code: error.data.wireCode, message: error.message, data: null };
      }
      return { status, code: null, message: '', data: result?.data };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await closeQuietly(database);
    },
  };
}
