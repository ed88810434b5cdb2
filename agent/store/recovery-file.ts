import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Logger } from '../lib/logger.ts';
import {
  type SignedBlueprint,
  signedBlueprintSchema,
  type Voucher,
  voucherSchema,
} from '../protocol/recovery.ts';
import { writeAtomically } from './atomic-file.ts';

const carriedSchema = z.object({ voucher: voucherSchema, blueprint: signedBlueprintSchema.nullable() });
export type Carried = z.infer<typeof carriedSchema>;

/** Of the blueprint only what tells it from another; the text may be megabytes and stays on disk. */
interface Known {
  readonly voucher: Voucher;
  readonly blueprint: Pick<SignedBlueprint, 'version' | 'signature'> | null;
}

function isSameWord(a: Voucher, b: Voucher): boolean {
  const word = ({ issuedAt: _, signature: __, ...rest }: Voucher) =>
    JSON.stringify(Object.entries(rest).sort());
  return word(a) === word(b);
}

/**
 * What this host carries for a successor of its server: the voucher and the blueprint, always of one server. Of a new
 * server the voucher waits in memory until its blueprint is there too, so that what the older one knew is not lost in
 * between.
 */
export class RecoveryFile {
  readonly #path: string;
  readonly #log: Logger;
  #known: Known | null;
  #next: Voucher | null = null;

  private constructor(path: string, log: Logger, known: Known | null) {
    this.#path = path;
    this.#log = log;
    this.#known = known;
  }

  static async open(directory: string, log: Logger): Promise<RecoveryFile> {
    const path = join(directory, 'recovery.json');
    const carried = await readCarried(path, log);
    return new RecoveryFile(path, log, carried === null ? null : outlineOf(carried));
  }

  get voucher(): Voucher | null {
    return this.#known?.voucher ?? null;
  }

  /** Tells this content from another without reading it. */
  get blueprintSignature(): string | null {
    return this.#known?.blueprint?.signature ?? null;
  }

  /** Of the blueprint by the server of the latest voucher; null when there is none yet. */
  get version(): number | null {
    return this.#next === null ? (this.#known?.blueprint?.version ?? null) : null;
  }

  async setVoucher(voucher: Voucher): Promise<void> {
    const known = this.#known;
    if (known !== null && isSameWord(known.voucher, voucher)) {
      this.#next = null;
      return;
    }
    this.#next = voucher;
    const sameServer = known !== null && known.voucher.serverPublicKey === voucher.serverPublicKey;
    // Made for the same host by the same server, the blueprint goes with the new voucher as well.
    const keeps = sameServer && known.voucher.hostId === voucher.hostId;
    if (known === null || known.blueprint === null) await this.#write({ voucher, blueprint: null });
    else if (keeps) await this.#write({ voucher, blueprint: (await this.read())?.blueprint ?? null });
  }

  async setBlueprint(blueprint: SignedBlueprint): Promise<void> {
    const voucher = this.#next ?? this.#known?.voucher;
    if (voucher !== undefined) await this.#write({ voucher, blueprint });
  }

  /** From disk; null when nothing is carried. */
  read(): Promise<Carried | null> {
    return readCarried(this.#path, this.#log);
  }

  async #write(carried: Carried): Promise<void> {
    try {
      await writeAtomically(this.#path, JSON.stringify(carried));
      this.#known = outlineOf(carried);
      this.#next = null;
    } catch (error) {
      // What is on disk is the older state, still whole; the next blueprint is the next try.
      this.#log.error(
        { error, path: this.#path },
        'what is kept for a successor could not be written to disk',
      );
    }
  }
}

function outlineOf({ voucher, blueprint }: Carried): Known {
  if (blueprint === null) return { voucher, blueprint };
  const { version, signature } = blueprint;
  return { voucher, blueprint: { version, signature } };
}

async function readCarried(path: string, log: Logger): Promise<Carried | null> {
  try {
    return carriedSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    log.error({ error, path }, 'what is kept for a successor cannot be read; it is fetched anew');
    return null;
  }
}
