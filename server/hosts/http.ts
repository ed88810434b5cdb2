import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import type { ServerDeps } from '../main/deps.ts';
import { serveImage, serveScript } from './installer/serve.ts';
import { createHostLink, type HostLink, type HostLinkOptions } from './link.ts';
import { agentRouter } from './router.ts';
import { createAgentContext, wireCodeOf } from './trpc.ts';

const AGENT_PATH = '/api/agent/';
const SCRIPT_PATH = /^\/v1\/scripts\/([^/]+)$/;
const IMAGE_PATH = '/v1/agent/image';

/** A full list of 2,000 units with inspect facts is about 6 MB. */
const SESSION_BODY_BYTES_MAX = 16 * 1024 * 1024;
/** Callers without a session have nothing long to say. */
const OPEN_BODY_BYTES_MAX = 128 * 1024;

/** The desired state of an environment, escaped once more. */
const OFFER_BODY_BYTES_MAX = 20 * 1024 * 1024;
const OFFER_PATH = `${AGENT_PATH}offer`;

/** True when the request was one of ours, and then it has been or will be answered. */
export type HostsHandler = (req: IncomingMessage, res: ServerResponse) => Promise<boolean>;

function createAgentHandler(link: HostLink, maxBodySize: number) {
  return createHTTPHandler({
    router: agentRouter,
    basePath: AGENT_PATH,
    allowBatching: false,
    maxBodySize,
    createContext: ({ req }) => createAgentContext(link, req),
    onError({ error, path }) {
      if (wireCodeOf(error) === 'unavailable') {
        link.deps.logger.error({ path, err: error.cause ?? error }, 'agent call failed');
      } else {
        link.deps.logger.debug({ path, wireCode: wireCodeOf(error) }, 'agent call refused');
      }
    },
  });
}

function fail(link: HostLink, res: ServerResponse, error: unknown): void {
  if (res.destroyed || res.writableEnded) {
    link.deps.logger.debug({ err: error }, 'a host went away before its answer was through');
    return;
  }
  link.deps.logger.error({ err: error }, 'an installer request failed');
  if (res.headersSent) {
    res.destroy();
    return;
  }
  res.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' });
  res.end('The server cannot answer just now.\n');
}

/** To be noted down: hosts of a lost server are confirmed by its fingerprint. */
function tellFingerprint({ deps: { logger }, vouchingKey }: HostLink): void {
  vouchingKey().then(
    ({ fingerprint }) => logger.info({ fingerprint }, 'this server vouches for its hosts'),
    (error: unknown) => logger.warn({ err: error }, 'the key that vouches for hosts cannot be read just now'),
  );
}

/** Answers what hosts ask: the agents' calls, the installer script and the agent's image. */
export function createHostsHandler(deps: ServerDeps, options: HostLinkOptions = {}): HostsHandler {
  const link = createHostLink(deps, options);
  tellFingerprint(link);
  const withSession = createAgentHandler(link, SESSION_BODY_BYTES_MAX);
  const withoutSession = createAgentHandler(link, OPEN_BODY_BYTES_MAX);
  const withOffer = createAgentHandler(link, OFFER_BODY_BYTES_MAX);

  async function serveFiles(req: IncomingMessage, res: ServerResponse, url: URL): Promise<boolean> {
    const token = SCRIPT_PATH.exec(url.pathname)?.[1];
    if (token === undefined && url.pathname !== IMAGE_PATH) return false;
    try {
      if (req.method !== 'GET' && req.method !== 'HEAD') {
        res.writeHead(405, { Allow: 'GET, HEAD' });
        res.end();
      } else if (token === undefined) await serveImage(link, req, res, url);
      else await serveScript(link, req, res, token);
    } catch (error) {
      fail(link, res, error);
    }
    return true;
  }

  return async (req, res) => {
    const target = req.url ?? '/';
    if (target.startsWith(AGENT_PATH)) {
      const open = target === OFFER_PATH ? withOffer : withoutSession;
      const handle = req.headers.authorization === undefined ? open : withSession;
      handle(req, res);
      return true;
    }
    if (!target.startsWith('/v1/')) return false;
    const base = 'http://server';
    return URL.canParse(target, base) ? serveFiles(req, res, new URL(target, base)) : false;
  };
}
