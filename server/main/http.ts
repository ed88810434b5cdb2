import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createBackupDownload } from '../api/backup-download.ts';
import { createApiHandler } from '../api/http.ts';
import { createHostsHandler } from '../hosts/http.ts';
import type { ServerDeps } from './deps.ts';
import { drain } from './drain.ts';
import { createFrontDoor } from './front-door.ts';
import { createHealth } from './health.ts';
import { HTTP_LIMITS } from './http-limits.ts';
import { openPages } from './pages.ts';

export interface WebServer {
  /** The port it listens on, also when 0 was asked for. */
  readonly port: number;
  stop(): Promise<void>;
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  // Rejects with the server's 'error' event when the port is taken.
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Serves people, programs and hosts on one port. */
export async function startWeb(deps: ServerDeps): Promise<WebServer> {
  const { env, clock, logger } = deps;
  const server = createServer(HTTP_LIMITS);
  const health = createHealth(deps);
  const pages = await openPages(server, env);
  const frontDoor = createFrontDoor(
    {
      api: createApiHandler(deps),
      backups: createBackupDownload(deps),
      hosts: createHostsHandler(deps),
      pages: pages.handle,
      health,
    },
    { env, clock, logger },
  );
  server.on('request', frontDoor);
  const port = await listen(server, env.port, env.bind);
  return {
    port,
    async stop() {
      health.stopping();
      await drain(server, clock);
      await pages.close();
    },
  };
}
