import { networkInterfaces } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { createDroverClient } from '../../../server/client/index.ts';
import { findEngine } from './engine.ts';

/*
 * Waits until the server that bin/up has started is ready, and says where it is and what to do next. Says nothing when
 * the server ended first: its own last words are on the screen then.
 */

const READY_TIMEOUT_MS = 300_000;
const ASK_EVERY_MS = 200;
const ASK_TIMEOUT_MS = 3_000;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/api/health/ready`, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
    return answer.ok;
  } catch {
    return false;
  }
}

async function becomesReady(url: string, pid: number): Promise<boolean> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (performance.now() < deadline && isAlive(pid)) {
    if (await isReady(url)) return true;
    await delay(ASK_EVERY_MS);
  }
  return false;
}

/** Where other machines most likely reach this one. */
function outwardAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  const found = addresses.find((entry) => entry.family === 'IPv4' && !entry.internal);
  return found?.address ?? 'localhost';
}

async function needsSetup(url: string): Promise<boolean> {
  const status = await createDroverClient({ url }).auth.status.query();
  return status.needsSetup;
}

const pid = Number(process.argv[2]);
const {
  DROVER_PORT: port = '8080',
  DROVER_BIND: bind = '0.0.0.0',
  DROVER_PUBLIC_URL,
  DROVER_DATA_DIR,
  DATABASE_URL,
  DOCKER_HOST,
} = process.env;
// By number: not every machine knows its own name.
const local = `http://${bind === '0.0.0.0' ? '127.0.0.1' : bind}:${port}`;

if (await becomesReady(local, pid)) {
  const url = DROVER_PUBLIC_URL ?? `http://${outwardAddress()}:${port}`;
  const engine = await findEngine(DOCKER_HOST);
  const first = await needsSetup(local);
  const lines = [
    `Drover is up: ${url}`,
    `Its database is ${DATABASE_URL ? 'the one of DATABASE_URL' : `in ${DROVER_DATA_DIR}`}. Ctrl-C stops it.`,
    ...(first ? ['Open it and make the administrator.'] : []),
    ...(engine === null
      ? ['Add the machines that run Docker under Hosts → Add host.']
      : [
          `This machine runs Docker ${engine} and can be ${first ? 'the first' : 'a'} host: choose Hosts → Add host and run here`,
          'the command it shows. Or with the command line:',
          `  bin/drover login ${local} && bin/drover hosts add --server ${url}`,
        ]),
  ];
  process.stdout.write(`\n${lines.map((line) => `  ${line}\n`).join('')}\n`);
}
