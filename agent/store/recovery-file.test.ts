import { mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import type { Voucher } from '../protocol/recovery.ts';
import { RecoveryFile } from './recovery-file.ts';

const log = createLogger('silent');
let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drover-recovery-file-'));
  path = join(directory, 'recovery.json');
});
afterEach(async () => rm(directory, { recursive: true, force: true }));

const voucherOf = (server: string): Voucher => ({
  serverPublicKey: server.padEnd(40, '='),
  serverId: server,
  hostId: 'h1',
  environmentId: 'env1',
  machineId: 'machine-0001',
  hostPublicKey: 'host'.padEnd(40, '='),
  issuedAt: '2026-01-31T12:00:00Z',
  signature: 'signature',
});
const blueprintOf = (server: string, version = 1) => ({
  version,
  text: `of ${server}`,
  signature: `${server} ${version}`,
});

const open = (): Promise<RecoveryFile> => RecoveryFile.open(directory, log);
const onDisk = async (from = path) => JSON.parse(await readFile(from, 'utf8'));

beforeEach(async () => {
  const file = await open();
  await file.setVoucher(voucherOf('old'));
  await file.setBlueprint(blueprintOf('old'));
});

describe('what the disk does not give', () => {
  beforeEach(async () => {
    await rename(path, `${path}.real`);
    await symlink(path, path);
  });
  const endUnreadable = () => rename(`${path}.real`, path);

  it('is neither nothing nor known', async () => {
    const file = await open();
    await expect(file.ensureRead()).rejects.toThrow(`${path} cannot be read: ELOOP`);
    await endUnreadable();
    await file.ensureRead();
    expect(file.voucher).toEqual(voucherOf('old'));
    expect(file.version).toBe(1);
  });

  it('is not written over by a voucher alone', async () => {
    const file = await open();
    await file.setVoucher(voucherOf('new'));
    await expect(readFile(path)).rejects.toThrow('ELOOP');
    await endUnreadable();
    await file.setVoucher(voucherOf('new'));
    expect(await onDisk()).toEqual({ voucher: voucherOf('old'), blueprint: blueprintOf('old') });
  });

  it('gives way to a voucher with its blueprint', async () => {
    const file = await open();
    await file.setVoucher(voucherOf('new'));
    expect(file.version).toBeNull();
    await file.setBlueprint(blueprintOf('new'));
    expect(file.version).toBe(1);
    expect(await onDisk()).toEqual({ voucher: voucherOf('new'), blueprint: blueprintOf('new') });
  });
});

it('a new word of the same server waits for its blueprint while the disk does not give the present one', async () => {
  const file = await open();
  await rename(path, `${path}.real`);
  await symlink(path, path);
  const moved = { ...voucherOf('old'), environmentId: 'env2' };
  await file.setVoucher(moved);
  await expect(readFile(path)).rejects.toThrow('ELOOP');
  expect(file.version).toBeNull();
  await file.setBlueprint(blueprintOf('old', 2));
  expect(await onDisk()).toEqual({ voucher: moved, blueprint: blueprintOf('old', 2) });
});

it('what is damaged is put aside, and made anew', async () => {
  const damaged = (await readFile(path, 'utf8')).slice(0, -9);
  await writeFile(path, damaged);
  const file = await open();
  expect(file.voucher).toBeNull();
  expect(await readFile(`${path}.damaged`, 'utf8')).toBe(damaged);
  await file.setVoucher(voucherOf('new'));
  expect(await onDisk()).toEqual({ voucher: voucherOf('new'), blueprint: null });
});
