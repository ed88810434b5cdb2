import { readFile, rename } from 'node:fs/promises';
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
  #known: Known | null = null;
  /** False while the disk does not give what is there: that is not the same as nothing. */
  #isRead = false;
  #next: Voucher | null = null;

  private constructor(path: string, log: Logger) {
    this.#path = path;
    this.#log = log;
  }

  /** Also when the disk does not give it now: the agent keeps its units all the same. */
  static async open(directory: string, log: Logger): Promise<RecoveryFile> {
    const file = new RecoveryFile(join(directory, 'recovery.json'), log);
    await file.ensureRead().catch((error: unknown) => file.#logUnreadable(error));
    return file;
  }

  /** Throws while the disk does not give it; until then nothing can be said about what is carried. */
  async ensureRead(): Promise<void> {
    if (this.#isRead) return;
    const carried = await readCarried(this.#path, this.#log);
    this.#known = carried === null ? null : outlineOf(carried);
    this.#isRead = true;
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
    try {
      await this.ensureRead();
      await this.#put(voucher);
    } catch (error) {
      // Written together with its blueprint, which takes the place of all that is there.
      this.#next = voucher;
      this.#logUnreadable(error);
    }
  }

  async #put(voucher: Voucher): Promise<void> {
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

  /**
   * From disk; null when nothing is there, or nothing whole. Throws when the disk does not give it. From then on
   * `blueprintSignature` is that of what was read: a server asks once only for what a digest stands for.
   */
  async read(): Promise<Carried | null> {
    const carried = await readCarried(this.#path, this.#log);
    if (carried !== null) this.#known = outlineOf(carried);
    // The word of the server is still known; what it stood for is gone.
    else if (this.#known !== null) this.#known = { ...this.#known, blueprint: null };
    return carried;
  }

  #logUnreadable(error: unknown): void {
    this.#log.error(
      { error, path: this.#path },
      'what is kept for a successor cannot be read now; it is left as it is',
    );
  }

  async #write(carried: Carried): Promise<void> {
    try {
      await writeAtomically(this.#path, JSON.stringify(carried));
      this.#known = outlineOf(carried);
      this.#isRead = true;
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

/** Null for none, or none that can be understood: what is damaged is put aside. Throws when the disk does not give it. */
async function readCarried(path: string, log: Logger): Promise<Carried | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${path} cannot be read: ${reason}`, { cause: error });
  }
  try {
    return carriedSchema.parse(JSON.parse(text));
  } catch (error) {
    const aside = `${path}.damaged`;
    await rename(path, aside).catch(() => undefined);
    log.error({ error, path, aside }, 'what is kept for a successor is damaged; it is fetched anew');
    return null;
  }
}
