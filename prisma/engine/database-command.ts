import pg from 'pg';
import { logLine } from './log-line.ts';

const CONNECT_TIMEOUT_MS = 10_000;

/** Prisma's codes of what its CLI tells people apart; P1017 is the rest: the connection was closed. */
const CODES: Readonly<Record<string, string>> = {
  '3D000': 'P1003',
  '28P01': 'P1000',
  '28000': 'P1000',
  ECONNREFUSED: 'P1001',
  ENOTFOUND: 'P1001',
  ENOENT: 'P1001',
};

function withDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(database)}`;
  return other.href;
}

async function run(command: string, url: string): Promise<string | null> {
  const target = decodeURIComponent(new URL(url).pathname.slice(1));
  const client = new pg.Client({
    connectionString: command === 'can-connect-to-database' ? url : withDatabase(url, 'postgres'),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  try {
    await client.connect();
    const name = client.escapeIdentifier(target);
    switch (command) {
      case 'can-connect-to-database':
        return null;
      case 'create-database':
        await client.query(`create database ${name}`);
        return `Successfully created database ${target}`;
      case 'drop-database':
        await client.query(`drop database if exists ${name} with (force)`);
        return 'The database was successfully dropped.';
      default:
        throw new Error(`unknown command ${command}`);
    }
  } finally {
    await client.end();
  }
}

function messageFor(code: string, message: string, url: string): string {
  if (CODES[code] === 'P1001') return `Can't reach database server at ${new URL(url).host} (${code}).`;
  return message || code;
}

/**
 * Answers as the native engine does: log lines on stderr, and the exit code. The CLI skips the first line and parses
 * all that follows, so nothing may follow the last.
 */
export async function runDatabaseCommand(command: string, url: string): Promise<number> {
  process.stderr.write(`${logLine('INFO', { message: `Starting schema engine CLI: ${command}` })}\n`);
  try {
    const message = await run(command, url);
    process.stderr.write(logLine('INFO', { message: message ?? 'connected' }));
    return 0;
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const fields = {
      error_code: CODES[code] ?? 'P1017',
      message: messageFor(code, message, url),
      is_panic: false,
    };
    process.stderr.write(logLine('ERROR', fields));
    return 1;
  }
}
