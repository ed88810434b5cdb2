import { EmbeddedPostgresError } from '../db/embedded/account.ts';
import { MigrationError } from '../db/migrate.ts';
import { EnvError, parseEnv } from '../lib/env.ts';
import { logger } from '../lib/logger.ts';
import { type RunningServer, startServer } from './start.ts';

/** Whoever stops us kills us after ten seconds; by then everything is in order or the log says what is not. */
const STOP_DEADLINE_MS = 9_500;

/** Its message is all there is to say: a person has to do something about it. */
function isForPeople(error: unknown): error is Error {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  return (
    taken ||
    error instanceof EnvError ||
    error instanceof MigrationError ||
    error instanceof EmbeddedPostgresError
  );
}

function fail(error: unknown, doing: string): never {
  if (isForPeople(error)) logger.fatal(`${doing}: ${error.message}`);
  else logger.fatal({ err: error }, doing);
  process.exit(1);
}

// What nobody caught may have left anything half done; a new process starts from the database.
process.on('uncaughtException', (error) => fail(error, 'an error was not caught'));
process.on('unhandledRejection', (error) => fail(error, 'a rejection was not caught'));

let starting: Promise<RunningServer> | null = null;
const toldToStop = new AbortController();

async function stop(signal: NodeJS.Signals): Promise<void> {
  if (toldToStop.signal.aborted) return;
  toldToStop.abort();
  logger.info({ signal }, 'stopping');
  const late = new Error(`not within ${STOP_DEADLINE_MS} ms`);
  // It also keeps the process there until it has stopped, when nothing else does any more.
  setTimeout(() => fail(late, 'could not stop'), STOP_DEADLINE_MS);
  // Told to stop while it starts: what has started must stop too, and a failure to start is of no more interest.
  const running = await starting?.catch(() => null);
  await running?.stop();
  logger.info('stopped');
  process.exit(0);
}

process.on('SIGTERM', stop);
process.on('SIGINT', stop);

try {
  const env = parseEnv();
  starting = startServer(env, logger, toldToStop.signal);
  const { port } = await starting;
  logger.info({ port, roles: env.roles, ownDatabase: env.databaseUrl === null }, 'the server is up');
} catch (error) {
  if (!toldToStop.signal.aborted) fail(error, 'could not start');
}
