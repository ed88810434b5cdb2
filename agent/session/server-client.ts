import http from 'node:http';
import https from 'node:https';
import { z } from 'zod';
import { wireErrorCodeSchema } from '../protocol/errors.ts';
import { ServerRefusal, ServerUnreachable } from './server-error.ts';

const ANSWER_BYTES_MAX = 64 * 1024 * 1024;

const answerSchema = z.union([
  z.object({ result: z.object({ data: z.unknown() }) }),
  z.object({
    error: z.object({
      message: z.string(),
      data: z.object({ wireCode: wireErrorCodeSchema.nullish().catch(null) }).nullish(),
    }),
  }),
]);

export interface CallOptions {
  readonly deadlineMs: number;
  readonly bearer?: string;
  readonly signal?: AbortSignal;
}

export interface TlsTrust {
  readonly ca: string;
  readonly allowPartialTrustChain: true;
  readonly checkServerIdentity?: () => undefined;
}

export type AgentCall = <Output>(
  procedure: string,
  input: unknown,
  output: z.ZodType<Output>,
  options: CallOptions,
) => Promise<Output>;

/** Calls of the agent router: one POST each over connections that stay open. */
export function createServerClient(baseUrl: string, trust: TlsTrust | null): AgentCall {
  const secure = baseUrl.startsWith('https:');
  const pool = { keepAlive: true, keepAliveMsecs: 15_000, maxSockets: 8 };
  const agent = secure ? new https.Agent({ ...pool, ...trust }) : new http.Agent(pool);
  const request = secure ? https.request : http.request;

  function post(url: string, body: string, { deadlineMs, bearer, signal }: CallOptions): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      };
      const call = request(url, { method: 'POST', agent, headers, signal }, (response) => {
        readBody(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject);
      });
      const timer = setTimeout(() => call.destroy(new Error(`no answer in ${deadlineMs} ms`)), deadlineMs);
      call.on('error', reject);
      call.on('close', () => clearTimeout(timer));
      call.end(body);
    });
  }

  return async (procedure, input, output, options) => {
    let answer: Answer;
    try {
      answer = await post(`${baseUrl}/api/agent/${procedure}`, JSON.stringify(input), options);
    } catch (error) {
      throw new ServerUnreachable(`${procedure}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
    return readAnswer(procedure, answer, output);
  };
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

function readAnswer<Output>(procedure: string, { status, text }: Answer, output: z.ZodType<Output>): Output {
  const parsed = answerSchema.safeParse(parseJson(text));
  if (!parsed.success)
    throw new ServerUnreachable(`${procedure}: HTTP ${status} that is not from a Drover server`);
  if ('error' in parsed.data) {
    const { message, data } = parsed.data.error;
    throw new ServerRefusal(data?.wireCode ?? null, status, `${procedure}: ${message}`);
  }
  const told = output.safeParse(parsed.data.result.data);
  if (!told.success) {
    throw new ServerUnreachable(`${procedure}: answer not understood: ${z.prettifyError(told.error)}`);
  }
  return told.data;
}

async function readBody(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > ANSWER_BYTES_MAX) throw new Error('answer too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
