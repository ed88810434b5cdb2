import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import next from 'next';
import type { Env } from '../lib/env.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Pages {
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>;
  close(): Promise<void>;
}

/** The console. Built beforehand by `next build`, or compiled as it is asked for in development. */
export async function openPages(httpServer: Server, env: Env): Promise<Pages> {
  const app = next({ dev: env.dev, dir: ROOT, httpServer });
  await app.prepare();
  const handle = app.getRequestHandler();
  return {
    handle: (req, res) => handle(req, res),
    close: () => app.close(),
  };
}
