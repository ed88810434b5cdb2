import { chmod, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ifPresent } from './if-present.ts';

const failing = (code: string): Promise<never> => Promise.reject(Object.assign(new Error(code), { code }));

describe('ifPresent', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'if-present-'));
    await writeFile(join(directory, 'file'), '');
    await symlink(join(directory, 'loop'), join(directory, 'loop'));
    await chmod(directory, 0o700);
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('finds what is there', async () => {
    expect((await ifPresent(stat(join(directory, 'file'))))?.isFile()).toBe(true);
  });

  it.each([
    ['no such name', 'nothing'],
    ['a file where a directory would have to be', 'file/below'],
  ])('%s is absent', async (_, name) => {
    expect(await ifPresent(stat(join(directory, name)))).toBeNull();
  });

  it('a link that leads to itself is not absent', async () => {
    await expect(ifPresent(stat(join(directory, 'loop')))).rejects.toMatchObject({ code: 'ELOOP' });
  });

  it.each(['EACCES', 'EPERM', 'EIO', 'EMFILE', 'ENAMETOOLONG', 'ESTALE'])(
    '%s is not absent',
    async (code) => {
      await expect(ifPresent(failing(code))).rejects.toMatchObject({ code });
    },
  );

  it('nor is an error without a code', async () => {
    await expect(ifPresent(Promise.reject(new Error('odd')))).rejects.toThrow('odd');
  });
});
