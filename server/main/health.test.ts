import type { ServerResponse } from 'node:http';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { parseEnv } from '../lib/env.ts';
import type { ServerDeps } from './deps.ts';
import { createHealth } from './health.ts';

type Query = () => Promise<unknown>;

/** Only what health asks of its surroundings. */
function healthOn(query: Query, at: { ms: number } = { ms: 0 }) {
  const deps = {
    database: { pool: { query } },
    clock: { ...systemClock, monotonic: () => at.ms, sleep: () => new Promise(() => undefined) },
    logger: pino({ level: 'silent' }),
    env: parseEnv({}),
  } as unknown as ServerDeps;
  return createHealth(deps);
}

async function statusOf(ask: (res: ServerResponse) => void | Promise<void>): Promise<number> {
  let status = 0;
  const res = {
    writeHead: (code: number) => {
      status = code;
    },
    end: () => undefined,
  };
  await ask(res as unknown as ServerResponse);
  return status;
}

describe('health', () => {
  it('is alive whatever the database does', async () => {
    const health = healthOn(() => Promise.reject(new Error('gone')));

    expect(await statusOf(health.live)).toBe(200);
  });

  it('is ready while the database answers', async () => {
    expect(await statusOf(healthOn(async () => []).ready)).toBe(200);
    expect(await statusOf(healthOn(() => Promise.reject(new Error('gone'))).ready)).toBe(503);
  });

  it('asks the database once for all who ask within a second', async () => {
    const at = { ms: 0 };
    let asked = 0;
    const health = healthOn(async () => {
      asked += 1;
    }, at);

    await Promise.all([statusOf(health.ready), statusOf(health.ready), statusOf(health.ready)]);
    expect(asked).toBe(1);

    at.ms = 1_000;
    await statusOf(health.ready);
    expect(asked).toBe(2);
  });

  it('is not ready any more once it stops', async () => {
    const health = healthOn(async () => []);
    health.stopping();

    expect(await statusOf(health.ready)).toBe(503);
    expect(await statusOf(health.live)).toBe(200);
  });
});
