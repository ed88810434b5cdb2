import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeBackup } from './write-backup.ts';

const header = { createdAt: '2026-11-21T14:30:00.000Z', kind: 'manual', serverVersion: '0.1.0' } as const;

describe('writeBackup', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'drover-backup-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  function write(frames: AsyncIterable<Buffer>, signal = new AbortController().signal) {
    const content = { header, frames, passphrase: 'correct horse battery', workFactor: 10 };
    return writeBackup(join(directory, 'b.backup'), content, { signal });
  }

  async function* failing(code: string): AsyncGenerator<Buffer> {
    yield Buffer.alloc(100_000);
    throw Object.assign(new Error(code), { code });
  }

  it('Written_OnlyItsOwnerMayReadIt', async () => {
    async function* frames() {
      yield Buffer.from('rows');
    }
    await write(frames());
    expect(await readdir(directory)).toEqual(['b.backup']);
    expect((await stat(join(directory, 'b.backup'))).mode & 0o777).toBe(0o600);
  });

  it('NoSpaceLeft_SaysWhatToDo_AndLeavesNothing', async () => {
    await expect(write(failing('ENOSPC'))).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringContaining('DROVER_BACKUP_DIR'),
    });
    expect(await readdir(directory)).toEqual([]);
  });

  it('DatabaseLost_ItsErrorComesOut_AndNothingIsLeft', async () => {
    await expect(write(failing('57P01'))).rejects.toMatchObject({ code: '57P01' });
    expect(await readdir(directory)).toEqual([]);
  });

  it('ToldToStop_LeavesNothing', async () => {
    const stop = new AbortController();
    async function* endless() {
      for (;;) {
        yield Buffer.alloc(100_000);
        stop.abort();
      }
    }
    await expect(write(endless(), stop.signal)).rejects.toThrow();
    expect(await readdir(directory)).toEqual([]);
  });
});
