import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Administrator } from '../harness/sign-in.ts';

/** Everything the demo keeps on this machine. */
export const DEMO_DIR = process.env.DROVER_DEMO_DIR ?? '/var/lib/drover-demo';
/** The server's own directory, its database in it. */
export const DEMO_DATA_DIR = join(DEMO_DIR, 'server');
export const DEMO_PORT = Number(process.env.DROVER_DEMO_PORT ?? 8080);
export const DEMO_HOST_COUNT = 3;
export const DEMO_STACK = 'WEB-Server';

const loginSchema = z.object({ username: z.string(), password: z.string() });
const loginFile = join(DEMO_DIR, 'login.json');

export async function demoAdministrator(): Promise<Administrator> {
  try {
    return loginSchema.parse(JSON.parse(await readFile(loginFile, 'utf8')));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const administrator = { username: 'admin', password: randomBytes(12).toString('base64url') };
  await mkdir(DEMO_DIR, { recursive: true, mode: 0o755 });
  await writeFile(loginFile, JSON.stringify(administrator), { mode: 0o600 });
  return administrator;
}

export async function removeDemoState(): Promise<void> {
  await rm(DEMO_DIR, { recursive: true, force: true });
}
