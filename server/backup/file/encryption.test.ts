import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Decrypter, Encrypter } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { decrypted, encrypted } from './encryption.ts';

const PASSPHRASE = 'correct horse battery';
const WORK_FACTOR = 10;
const PLAIN = Buffer.alloc(200_000, 'rows of tables, more than one chunk of the encryption. ');

const seal = async () => buffer(await encrypted(Readable.from([PLAIN]), PASSPHRASE, WORK_FACTOR));
const open = async (sealed: Uint8Array, passphrase = PASSPHRASE) =>
  buffer(await decrypted(Readable.from([Buffer.from(sealed)]), passphrase));

describe('encryption of backups', () => {
  it('gives back what was put in', async () => {
    expect((await open(await seal())).equals(PLAIN)).toBe(true);
  });

  it('writes what every age reads', async () => {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(PASSPHRASE);
    expect(Buffer.from(await decrypter.decrypt(await seal())).equals(PLAIN)).toBe(true);
  });

  it('reads what any age wrote', async () => {
    const encrypter = new Encrypter();
    encrypter.setPassphrase(PASSPHRASE);
    encrypter.setScryptWorkFactor(WORK_FACTOR);
    expect((await open(await encrypter.encrypt(PLAIN))).equals(PLAIN)).toBe(true);
  });

  it('tells a wrong passphrase from a damaged file', async () => {
    const sealed = await seal();
    await expect(open(sealed, 'another passphrase')).rejects.toMatchObject({ code: 'wrong-passphrase' });
    const noAge = Buffer.from('nothing that age has written\n');
    await expect(open(noAge)).rejects.toMatchObject({ code: 'damaged' });
  });

  it('refuses a file that asks for more memory than a server has', async () => {
    const text = (await seal()).toString('latin1').replace(/ 10\n/, ' 30\n');
    const refusal = await open(Buffer.from(text, 'latin1')).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'damaged' });
    // It was not tried: an attempt would have failed for want of memory.
    expect(refusal).not.toHaveProperty('cause');
  });

  it.each([1, 16, 65_536, 100_000])('refuses a file that lacks its last %i bytes', async (lacking) => {
    const sealed = await seal();
    await expect(open(sealed.subarray(0, sealed.length - lacking))).rejects.toThrow();
  });

  it.each([400, 70_000, 199_000])('refuses a file with one bit other at %i', async (at) => {
    const sealed = await seal();
    sealed[at] = (sealed[at] ?? 0) ^ 1;
    await expect(open(sealed)).rejects.toThrow();
  });
});
