import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
} from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Logger } from '../lib/logger.ts';
import { writeAtomically } from './atomic-file.ts';

const enrolmentSchema = z.object({
  baseUrl: z.string(),
  serverId: z.string(),
  hostId: z.string(),
  environmentId: z.string(),
  /** Digest of the token it was enrolled with: another token in the command means to enrol anew. */
  tokenDigest: z.string(),
});
export type Enrolment = z.infer<typeof enrolmentSchema>;

/** Who this host is: its key pair, made here and never told, and the server that knows it. */
export class Identity {
  readonly #directory: string;
  readonly #log: Logger;
  readonly #key: KeyObject;
  #enrolment: Enrolment | null;

  private constructor(directory: string, log: Logger, key: KeyObject, enrolment: Enrolment | null) {
    this.#directory = directory;
    this.#log = log;
    this.#key = key;
    this.#enrolment = enrolment;
  }

  static async open(directory: string, log: Logger): Promise<Identity> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const key = await readOrMake(join(directory, 'host-key.pem'), log, parseKey, makeKey);
    const path = join(directory, 'enrolment.json');
    const enrolment = await readParsed(path, log, (text) => enrolmentSchema.parse(JSON.parse(text)));
    return new Identity(directory, log, key, enrolment);
  }

  get enrolment(): Enrolment | null {
    return this.#enrolment;
  }

  async setEnrolment(enrolment: Enrolment): Promise<void> {
    this.#enrolment = enrolment;
    try {
      await writeAtomically(
        join(this.#directory, 'enrolment.json'),
        `${JSON.stringify(enrolment, null, 2)}\n`,
      );
    } catch (error) {
      // It is valid all the same; a restart enrols the same machine as the same host again.
      this.#log.error({ error }, 'enrolment could not be written to disk');
    }
  }

  /** SPKI, base64. */
  publicKey(): string {
    return createPublicKey(this.#key).export({ type: 'spki', format: 'der' }).toString('base64');
  }

  sign(message: string): string {
    return sign(null, Buffer.from(message), this.#key).toString('base64');
  }
}

/** An id for a machine that has none of its own. */
export function generatedMachineId(directory: string, log: Logger): Promise<string> {
  return readOrMake(
    join(directory, 'machine-id'),
    log,
    (text) => z.uuid().parse(text.trim()),
    () => `${randomUUID()}\n`,
  );
}

function makeKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function parseKey(pem: string): KeyObject {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`not an Ed25519 key: ${key.asymmetricKeyType}`);
  return key;
}

async function readOrMake<T>(
  path: string,
  log: Logger,
  parse: (text: string) => T,
  make: () => string,
): Promise<T> {
  const known = await readParsed(path, log, parse);
  if (known !== null) return known;
  const made = make();
  await writeAtomically(path, made);
  return parse(made);
}

async function readParsed<T>(path: string, log: Logger, parse: (text: string) => T): Promise<T | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    return parse(text);
  } catch (error) {
    log.error({ error, path }, 'damaged file is made anew');
    return null;
  }
}
