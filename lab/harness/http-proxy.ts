import { once } from 'node:events';
import { chmod, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** Where HTTP is spoken: a socket file, or a port. */
export type Place = { readonly socketPath: string } | { readonly host: string; readonly port: number };

export interface ProxyOptions {
  readonly listen: Place;
  /** Asked for each request, so that it may change. */
  readonly target: () => Place;
  /** Waited for before a request goes on; an answer given here is the answer, and the target is never asked. */
  readonly before?: (
    req: IncomingMessage,
  ) => Promise<{ readonly status: number; readonly body: string } | null>;
  /** JSON on its way to the target and back. Only what is JSON and small is ever seen by it. */
  readonly rewrite?: (path: string, body: unknown, way: 'request' | 'answer') => unknown;
}

export interface HttpProxy {
  close(): Promise<void>;
}

async function openServer(options: ProxyOptions) {
  const server = createServer((req, res) => {
    forward(options, req, res).catch(() => res.destroy());
  });
  // Long polls and event streams have no end of their own.
  server.requestTimeout = 0;
  if ('socketPath' in options.listen) {
    await rm(options.listen.socketPath, { force: true });
    server.listen(options.listen.socketPath);
    await once(server, 'listening');
    await chmod(options.listen.socketPath, 0o666);
  } else {
    server.listen(options.listen.port, options.listen.host);
    await once(server, 'listening');
  }
  return server;
}

function rewritten(options: ProxyOptions, path: string, body: Buffer, way: 'request' | 'answer'): Buffer {
  if (!options.rewrite || body.length === 0) return body;
  try {
    return Buffer.from(JSON.stringify(options.rewrite(path, JSON.parse(body.toString()), way)));
  } catch (error) {
    if (error instanceof SyntaxError) return body;
    throw error;
  }
}

async function forward(options: ProxyOptions, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const path = req.url ?? '/';
  const told = await options.before?.(req);
  if (told) {
    res.writeHead(told.status, { 'content-type': 'application/json' }).end(told.body);
    req.resume();
    return;
  }
  const headers = { ...req.headers };
  const body = options.rewrite ? rewritten(options, path, await buffer(req), 'request') : null;
  if (body) {
    delete headers['transfer-encoding'];
    headers['content-length'] = String(body.length);
  }
  const onward = request({ ...options.target(), method: req.method, path, headers });
  res.once('close', () => onward.destroy());
  onward.once('error', () => res.destroy());
  if (body) onward.end(body);
  else req.pipe(onward);
  const [answer] = (await once(onward, 'response')) as [IncomingMessage];
  if (!options.rewrite) {
    res.writeHead(answer.statusCode ?? 502, answer.headers);
    res.flushHeaders();
    answer.pipe(res);
    return;
  }
  const changed = rewritten(options, path, await buffer(answer), 'answer');
  const { 'transfer-encoding': _, ...rest } = answer.headers;
  res.writeHead(answer.statusCode ?? 502, { ...rest, 'content-length': String(changed.length) }).end(changed);
}

/** Passes HTTP on, and spoils it on the way as it is told. */
export async function openProxy(options: ProxyOptions): Promise<HttpProxy> {
  const server = await openServer(options);
  return {
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
