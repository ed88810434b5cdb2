import type { Logger } from '../lib/logger.ts';
import type { HostFacts } from '../protocol/observation.ts';
import {
  beginOfferOutput,
  HELD_UNITS_PER_OFFER_MAX,
  type OfferContent,
  offerOutput,
  offerText,
  type Voucher,
} from '../protocol/recovery.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';
import type { Identity } from '../store/identity.ts';
import type { RecoveryFile } from '../store/recovery-file.ts';
import { digest, fingerprintOf } from './machine.ts';
import type { AgentCall } from './server-client.ts';

const DEADLINE_MS = 20_000;
/** The content may be megabytes over a slow line. */
const CONTENT_DEADLINE_MS = 120_000;

interface SeenUnit {
  readonly unitId: string;
  readonly generation: number;
}

export interface OfferOptions {
  readonly call: AgentCall;
  readonly identity: Identity;
  readonly recovery: RecoveryFile;
  readonly agentVersion: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly facts: () => HostFacts | null;
  /** Units that are to stay; not those that only wait for the server to see them gone. */
  readonly keptUnits: () => readonly SeenUnit[];
  readonly log: Logger;
}

/** Somebody at the server has to decide first, or has decided against. */
export class OfferWaiting extends Error {
  override readonly name = 'OfferWaiting';
  readonly state: 'waiting' | 'dismissed';
  readonly retryAfterMs: number;

  constructor(state: 'waiting' | 'dismissed', retryAfterMs: number) {
    super(state);
    this.state = state;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Where the host is taken in; the server is the one that the offer was made to. */
export interface TakenIn {
  readonly serverId: string;
  readonly hostId: string;
  readonly environmentId: string;
}

/** Offers a server that does not know this host what the host carries of the server before it. */
export class RecoveryOffer {
  readonly #options: OfferOptions;
  #toldState = '';

  constructor(options: OfferOptions) {
    this.#options = options;
  }

  /**
   * Null when nothing is carried, or not by this key, or not for `to`, which is the very server that has vouched or any.
   * Throws `OfferWaiting` until the host is taken in, and when the disk does not give what is carried: that is not
   * offered as nothing.
   */
  async make(to: 'same-server' | 'any-server', signal: AbortSignal): Promise<TakenIn | null> {
    const { recovery, call, identity } = this.#options;
    await recovery.ensureRead();
    const { voucher } = recovery;
    // Of a key that this host has no more: nothing proves that it is meant.
    if (voucher === null || voucher.hostPublicKey !== identity.publicKey()) return null;
    const { hostId, environmentId } = voucher;
    const fingerprint = fingerprintOf(voucher.serverPublicKey);
    const begun = await call('beginOffer', { hostId, fingerprint }, beginOfferOutput, {
      deadlineMs: DEADLINE_MS,
      signal,
    });
    if (to === 'same-server' && begun.serverId !== voucher.serverId) return null;
    const content = this.#content();
    let answer = await this.#send(voucher, begun, content, null, signal);
    if (answer.state === 'incomplete') {
      const blueprint = (await recovery.read())?.blueprint ?? null;
      answer = await this.#send(voucher, begun, content, blueprint, signal, true);
    }
    this.#tell(answer.state, begun.serverId, fingerprint);
    if (answer.state === 'accepted') return { serverId: begun.serverId, hostId, environmentId };
    throw new OfferWaiting(answer.state === 'dismissed' ? 'dismissed' : 'waiting', answer.retryAfterMs);
  }

  #content(): Omit<OfferContent, 'blueprint'> {
    const { labels, facts, keptUnits } = this.#options;
    return { labels, facts: facts(), units: keptUnits().slice(0, HELD_UNITS_PER_OFFER_MAX) };
  }

  #send(
    voucher: Voucher,
    { nonce, serverId }: { readonly nonce: string; readonly serverId: string },
    content: Omit<OfferContent, 'blueprint'>,
    blueprint: OfferContent['blueprint'],
    signal: AbortSignal,
    whole = false,
  ) {
    const { call, identity, agentVersion, recovery } = this.#options;
    // The signature stands for the blueprint, which need not be read to say that it is the same.
    const print = digest(JSON.stringify({ ...content, blueprint: recovery.blueprintSignature }));
    const input = {
      protocol: PROTOCOL_VERSION,
      nonce,
      voucher,
      proof: identity.sign(offerText({ serverId, nonce, digest: print })),
      agentVersion,
      digest: print,
      content: whole ? { ...content, blueprint } : null,
    };
    const deadlineMs = whole ? CONTENT_DEADLINE_MS : DEADLINE_MS;
    return call('offer', input, offerOutput, { deadlineMs, signal });
  }

  /** Once for each state: it is asked again every few seconds. */
  #tell(state: string, serverId: string, fingerprint: string): void {
    if (this.#toldState === state) return;
    this.#toldState = state;
    const { log, identity } = this.#options;
    const key = fingerprintOf(identity.publicKey());
    const known = { state, serverId, fingerprint, key };
    if (state === 'accepted') log.info(known, 'this server has taken the host in');
    else if (state === 'dismissed')
      log.warn(known, 'this server does not want the host; units are kept running');
    else
      log.warn(
        known,
        'another server answers here: it has been offered what this host carries, and somebody has to confirm the fingerprint; units are kept running',
      );
  }
}
