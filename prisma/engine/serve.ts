import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { z } from 'zod';
import { adapterFor, openSchemaEngine, takePanicMessage } from '../../server/db/schema-engine.ts';
import { logLine } from './log-line.ts';

const requestSchema = z.object({ id: z.unknown(), method: z.string(), params: z.unknown() });
type Request = z.infer<typeof requestSchema>;

interface Session {
  readonly url: string;
  readonly shadowDatabaseUrl?: string | undefined;
  readonly datamodels: [string, string][];
}

type Opened = Awaited<ReturnType<typeof openSchemaEngine>>;
type Method = (params: unknown) => Promise<unknown>;

/** What the engine of JSON-RPC calls otherwise than the WASM one. */
const RENAMED: Readonly<Record<string, string>> = { getDatabaseVersion: 'version' };

/** JSON-RPC's "server error" as the native engine sends it; the CLI reads `data`. */
const KNOWN_ERROR = 4466;

async function withConnection(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function connectToShadow({ url, shadowDatabaseUrl }: Session) {
  if (shadowDatabaseUrl) return adapterFor(shadowDatabaseUrl);
  const database = `prisma_migrate_shadow_db_${randomUUID()}`;
  await withConnection(url, `create database "${database}"`);
  const shadow = new URL(url);
  shadow.pathname = `/${database}`;
  return adapterFor(shadow.href, () =>
    withConnection(url, `drop database if exists "${database}" with (force)`),
  );
}

function refusal(data: object): object {
  return { code: KNOWN_ERROR, message: 'An error happened. Check the data field for details.', data };
}

function open(session: Session): Promise<Opened> {
  return openSchemaEngine(
    { connect: () => adapterFor(session.url), connectToShadowDb: () => connectToShadow(session) },
    session.datamodels.length > 0 ? session.datamodels : undefined,
    (line) => process.stderr.write(`${logLine('DEBUG', { message: line })}\n`),
  );
}

function send(message: object): void {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

function methodOf({ engine }: Opened, name: string): Method {
  const found = Reflect.get(engine, RENAMED[name] ?? name);
  if (typeof found !== 'function') throw new Error(`the schema engine has no method ${name}`);
  return found.bind(engine);
}

const failureSchema = z.object({
  message: z.string().optional(),
  code: z.string().optional(),
  meta: z.unknown().optional(),
  cause: z.object({ id: z.number() }).optional().catch(undefined),
});

/** What the adapter threw is kept aside while the engine unwinds; its message is the one worth reading. */
function describeFailure(error: unknown, opened: Opened | null): object {
  const failure = failureSchema.safeParse(error).data ?? {};
  const captured = failure.cause && opened?.errors.consumeError(failure.cause.id)?.error;
  const panic = takePanicMessage();
  return {
    is_panic: panic !== null,
    message: panic ?? (captured instanceof Error ? captured.message : (failure.message ?? String(error))),
    error_code: failure.code,
    meta: failure.meta ?? null,
  };
}

/** Answers requests one after another until stdin ends. */
export async function serve(session: Session): Promise<void> {
  let opened: Opened | null = null;
  let printed = 0;
  const answer = async ({ id, method, params }: Request) => {
    try {
      opened ??= await open(session);
      const result = await methodOf(opened, method)(params);
      const print = method === 'diff' && z.object({ stdout: z.string().min(1) }).safeParse(result).data;
      if (print) {
        printed += 1;
        send({ id: `print-${printed}`, method: 'print', params: { content: print.stdout } });
      }
      send({ id, result: result ?? null });
    } catch (error) {
      send({ id, error: refusal(describeFailure(error, opened)) });
    }
  };
  let current: unknown = null;
  // A panic leaves its call unsettled and surfaces here; unanswered, the CLI would end as if all were well.
  process.once('uncaughtException', (error) => {
    send({ id: current, error: refusal(describeFailure(error, opened)) });
    process.stdout.write('', () => process.exit(1));
  });
  for await (const line of createInterface({ input: process.stdin })) {
    // The CLI's own answers to `print` have no method.
    const request = requestSchema.safeParse(JSON.parse(line));
    if (!request.success) continue;
    current = request.data.id;
    await answer(request.data);
  }
  process.exit();
}
