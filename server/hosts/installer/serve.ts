import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { readBearer } from '../../auth/cookie.ts';
import { isEncrypted, readClientIp } from '../../auth/request-origin.ts';
import { hashSecret } from '../../auth/secret-hash.ts';
import {
  type EnrolmentToken,
  findEnrolmentToken,
  markScriptFetched,
} from '../../db/repositories/agent-host/enrolment-token.ts';
import type { HostLink } from '../link.ts';
import { AGENT_IMAGE } from '../version.ts';
import { installerScript, refusalScript } from './script.ts';

const TOKEN = /^[\w-]{16,256}$/;
/** Names, IPv4 and bracketed IPv6, with a port: nothing that means anything to a shell. */
const HOST = /^[A-Za-z0-9.[\]:-]{1,255}$/;

interface Answer {
  readonly status: number;
  readonly message: string;
}

async function judgeToken(
  link: HostLink,
  req: IncomingMessage,
  token: string | null,
): Promise<EnrolmentToken | Answer> {
  if (link.enrolLimit.take(readClientIp(req, link.deps.env)) !== null) {
    return { status: 429, message: 'Too many attempts from this address. Try again in a minute.' };
  }
  const unknown = { status: 404, message: 'The token in this address is not known. Take a new command.' };
  if (token === null || !TOKEN.test(token)) return unknown;
  const found = await findEnrolmentToken(link.deps.database.pool, hashSecret(token));
  if (found === null) return unknown;
  if (found.expired)
    return { status: 410, message: 'The token of this command has expired. Take a new one.' };
  return found;
}

function send(res: ServerResponse, status: number, type: string, body: string): void {
  res.writeHead(status, { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store' });
  res.end(body);
}

/** The address hosts can use: what the operator said, else the one this very request came by. */
function serverUrl(link: HostLink, req: IncomingMessage): string | null {
  if (link.deps.env.publicUrl !== null) return link.deps.env.publicUrl;
  const host = req.headers.host ?? '';
  if (!HOST.test(host)) return null;
  return `${isEncrypted(req, link.deps.env) ? 'https' : 'http'}://${host}`;
}

export async function serveScript(
  link: HostLink,
  req: IncomingMessage,
  res: ServerResponse,
  token: string,
): Promise<void> {
  const judged = await judgeToken(link, req, token);
  if (!('id' in judged)) return send(res, judged.status, 'text/x-shellscript', refusalScript(judged.message));
  const url = serverUrl(link, req);
  if (url === null) {
    const message = 'The server cannot tell its own address from this request. Set DROVER_PUBLIC_URL.';
    return send(res, 400, 'text/x-shellscript', refusalScript(message));
  }
  await markScriptFetched(link.deps.database.pool, judged);
  send(res, 200, 'text/x-shellscript', installerScript({ image: AGENT_IMAGE, serverUrl: url, token }));
}

/** The agent's image as `docker load` takes it, for hosts that can pull from nowhere. */
export async function serveImage(
  link: HostLink,
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
): Promise<void> {
  const token = readBearer(req.headers.authorization) ?? url.searchParams.get('token');
  const judged = await judgeToken(link, req, token);
  if (!('id' in judged)) return send(res, judged.status, 'text/plain', `${judged.message}\n`);
  const path = link.agentImagePath;
  const file = await stat(path).catch((error: unknown) => {
    link.deps.logger.warn({ path, err: error }, 'the agent image that was asked for is not there');
    return null;
  });
  if (file === null || !file.isFile()) {
    return send(res, 404, 'text/plain', 'This server has no copy of the agent image to give out.\n');
  }
  res.writeHead(200, {
    'Content-Type': 'application/gzip',
    'Content-Length': file.size,
    'Cache-Control': 'no-store',
  });
  if (req.method === 'HEAD') return void res.end();
  await pipeline(createReadStream(path), res);
}
