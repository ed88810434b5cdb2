import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { Decrypter, Encrypter, type Identity, type Recipient, Stanza } from 'age-encryption';
import { BackupError } from '../error.ts';

/*
 * Files of age (age-encryption.org/v1) under a passphrase. The package derives the key on the thread that serves
 * everybody, which would stand still for a second; here the same stanza is made by Node on a thread beside it.
 */

const LABEL = 'age-encryption.org/v1/scrypt';
/** log2 of scrypt's N: 128 MiB and half a second a guess. */
const WORK_FACTOR = 17;
/** What a file may ask of us: 1 GiB. */
const WORK_FACTOR_MAX = 20;
const BLOCK_SIZE = 8;
const SALT_BYTES = 16;
const FILE_KEY_BYTES = 16;
const TAG_BYTES = 16;
const CIPHER = 'chacha20-poly1305';
/** A key is used once, so its nonce need not differ. */
const NONCE = Buffer.alloc(12);

function deriveKey(passphrase: string, salt: Buffer, workFactor: number): Promise<Buffer> {
  const cost = 2 ** workFactor;
  const options = { N: cost, r: BLOCK_SIZE, p: 1, maxmem: 2 * 128 * cost * BLOCK_SIZE };
  return new Promise((resolve, reject) => {
    scrypt(passphrase, Buffer.concat([Buffer.from(LABEL), salt]), 32, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

class PassphraseRecipient implements Recipient {
  readonly #passphrase: string;
  readonly #workFactor: number;

  constructor(passphrase: string, workFactor: number) {
    this.#passphrase = passphrase;
    this.#workFactor = workFactor;
  }

  async wrapFileKey(fileKey: Uint8Array): Promise<Stanza[]> {
    const salt = randomBytes(SALT_BYTES);
    const key = await deriveKey(this.#passphrase, salt, this.#workFactor);
    const cipher = createCipheriv(CIPHER, key, NONCE, { authTagLength: TAG_BYTES });
    const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
    return [new Stanza(['scrypt', unpadded(salt), String(this.#workFactor)], body)];
  }
}

class PassphraseIdentity implements Identity {
  readonly #passphrase: string;

  constructor(passphrase: string) {
    this.#passphrase = passphrase;
  }

  async unwrapFileKey(stanzas: Stanza[]): Promise<Uint8Array> {
    const [stanza] = stanzas;
    const [kind, saltText = '', workFactorText = ''] = stanza?.args ?? [];
    const salt = Buffer.from(saltText, 'base64');
    const workFactor = /^[1-9]\d?$/.test(workFactorText) ? Number(workFactorText) : Number.NaN;
    const body = Buffer.from(stanza?.body ?? []);
    const isWhole =
      stanzas.length === 1 &&
      kind === 'scrypt' &&
      salt.length === SALT_BYTES &&
      workFactor <= WORK_FACTOR_MAX &&
      body.length === FILE_KEY_BYTES + TAG_BYTES;
    if (!isWhole) throw new BackupError('damaged', 'Its encryption is damaged at the beginning.');
    const key = await deriveKey(this.#passphrase, salt, workFactor);
    const decipher = createDecipheriv(CIPHER, key, NONCE, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(body.subarray(FILE_KEY_BYTES));
    const fileKey = decipher.update(body.subarray(0, FILE_KEY_BYTES));
    try {
      decipher.final();
    } catch (cause) {
      throw new BackupError('wrong-passphrase', 'The passphrase is not the one it was made with.', { cause });
    }
    return fileKey;
  }
}

/** Between Node's streams and the web's; the types of the two differ in name only. */
function toWeb(stream: Readable): ReadableStream<Uint8Array> {
  return Readable.toWeb(stream) as unknown as ReadableStream<Uint8Array>;
}

function fromWeb(stream: ReadableStream<Uint8Array>): Readable {
  return Readable.fromWeb(stream as unknown as WebStream);
}

export async function encrypted(
  plain: Readable,
  passphrase: string,
  workFactor = WORK_FACTOR,
): Promise<Readable> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(new PassphraseRecipient(passphrase, workFactor));
  return fromWeb(await encrypter.encrypt(toWeb(plain)));
}

/**
 * Gives out only what was authenticated, and ends only where the writer ended. Throws `wrong-passphrase` and `damaged`;
 * the stream fails with errors of the package.
 */
export async function decrypted(sealed: Readable, passphrase: string): Promise<Readable> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(new PassphraseIdentity(passphrase));
  try {
    return fromWeb(await decrypter.decrypt(toWeb(sealed)));
  } catch (cause) {
    sealed.destroy();
    if (cause instanceof BackupError) throw cause;
    throw new BackupError('damaged', 'Its encryption is damaged at the beginning.', { cause });
  }
}
