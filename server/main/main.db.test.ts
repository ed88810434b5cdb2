import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase, dropDatabase } from '../db/testing.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly said: readonly string[];
}

describe('the server process', () => {
  let database: { name: string; url: string };

  beforeEach(async () => {
    database = await createDatabase({ migrated: false });
  });
  afterEach(() => dropDatabase(database.name));

  /** As a worker, which needs no built console. `onLine` may end it. */
  async function run(
    variables: Record<string, string>,
    onLine: (line: string, stop: (signal: NodeJS.Signals) => void) => void = () => undefined,
  ): Promise<Ended> {
    const child = spawn(process.execPath, ['server/main/main.ts'], {
      cwd: ROOT,
      env: { ...process.env, DROVER_LOG_LEVEL: 'info', DROVER_ROLES: 'worker', ...variables },
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: 15_000,
      killSignal: 'SIGKILL',
    });
    const said: string[] = [];
    const lines = createInterface({ input: child.stdout }).on('line', (line) => {
      said.push(line);
      onLine(line, (signal) => child.kill(signal));
    });
    // The pipe may be closed before the last line in it has been handed out.
    const [[code]] = await Promise.all([once(child, 'close'), once(lines, 'close')]);
    return { code, said };
  }

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'starts on an empty database, and %s ends it in order',
    async (signal) => {
      const { code, said } = await run({ DATABASE_URL: database.url }, (line, stop) => {
        if (line.includes('the server is up')) stop(signal);
      });

      expect(said.some((line) => line.includes('the database was migrated'))).toBe(true);
      expect(said.at(-1)).toContain('"stopped"');
      expect(code).toBe(0);
    },
  );

  it('stops at once when told to while it waits for its database', async () => {
    const { code, said } = await run({ DATABASE_URL: 'postgresql://127.0.0.1:1/none' }, (line, stop) => {
      if (line.includes('does not answer yet')) stop('SIGTERM');
    });

    expect(said.at(-2)).toContain('"stopping"');
    expect(said.at(-1)).toContain('"stopped"');
    expect(code).toBe(0);
  });

  it('says in a sentence what is wrong with its settings, and ends with 1', async () => {
    const { code, said } = await run({ DATABASE_URL: database.url, DROVER_PORT: 'eighty' });

    expect(said).toHaveLength(1);
    expect(said[0]).toContain('DROVER_PORT: must be a whole number from 0 to 65535');
    expect(code).toBe(1);
  });

  it('does not start on a database that it may not use', async () => {
    const url = new URL(database.url);
    url.pathname = '/no_such_database';
    const { code, said } = await run({ DATABASE_URL: url.href });

    expect(said.at(-1)).toContain('no_such_database');
    expect(code).toBe(1);
  });
});
