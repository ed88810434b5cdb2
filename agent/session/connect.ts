import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { within } from '../lib/within.ts';
import { challengeOutput, enrolOutput, openSessionOutput } from '../protocol/messages.ts';
import type { HostFacts } from '../protocol/observation.ts';
import type { Voucher } from '../protocol/recovery.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';
import type { Enrolment, Identity } from '../store/identity.ts';
import type { RecoveryFile } from '../store/recovery-file.ts';
import { ReconnectBackoff } from './backoff.ts';
import { digest, fingerprintOf } from './machine.ts';
import { type OfferOptions, OfferWaiting, RecoveryOffer, type TakenIn } from './recovery-offer.ts';
import type { Reporter } from './reporter.ts';
import type { AgentCall } from './server-client.ts';
import { type Remedy, remedyFor, ServerRefusal } from './server-error.ts';
import type { ServerAddress } from './server-url.ts';
import { type OpenSession, Session, type SessionHost } from './session.ts';

const DEADLINE_MS = 20_000;
/** A session that held this long was a good one; the next failure is a new one. */
const GOOD_SESSION_MS = 30_000;
/** Another agent with this host's key would otherwise be thrown out and throw out in turn, many times a second. */
const SUPERSEDED_PAUSE_MS = 5_000;
/** A token that was refused is tried again now and then while the host waits to be taken in. */
const TOKEN_AGAIN_MS = 60_000;
/** Whatever a server asks for: an offer is not made in a tight circle, nor so seldom that a yes would not be heard. */
const OFFER_AGAIN_MS = { min: 250, max: 600_000 };

export interface ConnectOptions {
  readonly address: ServerAddress;
  readonly call: AgentCall;
  readonly identity: Identity;
  readonly recovery: RecoveryFile;
  readonly machineId: string;
  readonly agentVersion: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly facts: () => HostFacts | null;
  readonly host: SessionHost;
  readonly keptUnits: OfferOptions['keptUnits'];
  readonly reporter: Reporter;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The same offer would be refused again: by people's word, or since a server of an older version knows no offers. */
function isDecidedNo(error: unknown): boolean {
  if (!(error instanceof ServerRefusal)) return false;
  return error.code === 'message-invalid' || remedyFor(error) === 'wait';
}

/** Keeps the host in a session with its server for as long as the agent runs. The units do not depend on it. */
export class ServerConnection {
  readonly #options: ConnectOptions;
  readonly #offer: RecoveryOffer;
  #enrolAnew = false;
  #tokenRefusal: { readonly error: unknown; readonly at: number } | null = null;

  constructor(options: ConnectOptions) {
    this.#options = options;
    this.#offer = new RecoveryOffer(options);
  }

  async run(signal: AbortSignal): Promise<void> {
    const { clock, log, host, reporter, call, recovery } = this.#options;
    const backoff = new ReconnectBackoff();
    while (!signal.aborted) {
      const beganAt = clock.monotonic();
      try {
        const enrolment = await this.#enrolled(signal);
        const opened = await this.#open(enrolment, signal);
        await this.#keepVoucher(enrolment.hostId, opened.voucher);
        await new Session({ call, opened, host, reporter, recovery, clock, log }).run(signal);
      } catch (error) {
        if (signal.aborted) return;
        if (clock.monotonic() - beganAt >= GOOD_SESSION_MS) backoff.reset();
        await clock.sleep(this.#pause(error, remedyFor(error), backoff), signal);
      }
    }
  }

  /** How long to wait before the next try, which may be one of another kind. */
  #pause(error: unknown, remedy: Remedy, backoff: ReconnectBackoff): number {
    if (error instanceof OfferWaiting) {
      backoff.reset();
      return Math.round(within(error.retryAfterMs, OFFER_AGAIN_MS) * (0.75 + Math.random() / 4));
    }
    const code = error instanceof ServerRefusal ? error.code : null;
    const reason = error instanceof Error ? error.message : String(error);
    if (remedy === 'enrol') this.#enrolAnew = true;
    const grown = backoff.next();
    const pause =
      remedy === 'wait'
        ? Math.max(grown, 10_000)
        : code === 'session-superseded'
          ? Math.max(grown, SUPERSEDED_PAUSE_MS)
          : grown;
    this.#options.log.warn(
      { code, reason, remedy, pause },
      'no session with the server; units are kept running',
    );
    return pause;
  }

  async #enrolled(signal: AbortSignal): Promise<Enrolment> {
    const { identity, address, log } = this.#options;
    const known = identity.enrolment;
    const fits = known !== null && known.baseUrl === address.baseUrl;
    const sameToken = known?.tokenDigest === digest(address.token);
    if (fits && sameToken && !this.#enrolAnew) return known;
    const back = this.#enrolAnew && this.#tokenRefusal === null ? await this.#takenBack(signal) : null;
    if (back !== null) return back;
    try {
      return await this.#enrolOnce(signal);
    } catch (error) {
      if (remedyFor(error) === 'retry') throw error;
      // An old command with a used-up token is no reason to give up a key that is good.
      if (!fits || this.#enrolAnew) return this.#takenIn(error, signal);
      log.warn(
        { reason: error instanceof Error ? error.message : '' },
        'token not accepted; staying the known host',
      );
      return known;
    }
  }

  async #enrolOnce(signal: AbortSignal): Promise<Enrolment> {
    const { clock } = this.#options;
    const refusal = this.#tokenRefusal;
    if (refusal !== null && clock.monotonic() - refusal.at < TOKEN_AGAIN_MS) throw refusal.error;
    try {
      return await this.#enrol(signal);
    } catch (error) {
      const refused = error instanceof ServerRefusal && /^token-/.test(error.code ?? '');
      this.#tokenRefusal = refused ? { error, at: clock.monotonic() } : null;
      throw error;
    }
  }

  /** The server knows neither host nor token: it is offered what its predecessor has left with this host. */
  async #takenIn(refusal: unknown, signal: AbortSignal): Promise<Enrolment> {
    if (this.#tokenRefusal === null) throw refusal;
    const place = await this.#offer.make('any-server', signal).catch((error: unknown) => {
      // A server of an older version does not know what an offer is.
      if (error instanceof ServerRefusal && error.code === 'message-invalid') return null;
      throw error;
    });
    if (place === null) {
      this.#tokenRefusal = null;
      throw refusal;
    }
    return this.#settleIn(place);
  }

  /**
   * The same server without its memory of this host was restored from an older copy. It knows its own word, and has the
   * host back as what it was; a token that happens to be good still would make it another one. So the token's turn comes
   * only when the server has decided, not while it has no room or no time for the offer.
   */
  async #takenBack(signal: AbortSignal): Promise<Enrolment | null> {
    try {
      const place = await this.#offer.make('same-server', signal);
      return place === null ? null : await this.#settleIn(place);
    } catch (error) {
      if (error instanceof OfferWaiting || isDecidedNo(error)) return null;
      throw error;
    }
  }

  async #settleIn(place: TakenIn): Promise<Enrolment> {
    const { baseUrl, token } = this.#options.address;
    const enrolment = { ...place, baseUrl, tokenDigest: digest(token) };
    await this.#options.identity.setEnrolment(enrolment);
    this.#enrolAnew = false;
    this.#tokenRefusal = null;
    return enrolment;
  }

  /** What a successor of this server would be shown; people note the fingerprint down. */
  async #keepVoucher(hostId: string, voucher: Voucher | undefined): Promise<void> {
    const { recovery, identity, log } = this.#options;
    const key = fingerprintOf(identity.publicKey());
    const fingerprint = voucher === undefined ? null : fingerprintOf(voucher.serverPublicKey);
    log.info({ hostId, key, fingerprint }, 'session opened');
    if (voucher !== undefined) await recovery.setVoucher(voucher);
  }

  async #enrol(signal: AbortSignal): Promise<Enrolment> {
    const { call, identity, recovery, address, machineId, agentVersion, labels, facts, log } = this.#options;
    const input = {
      protocol: PROTOCOL_VERSION,
      token: address.token,
      machineId,
      publicKey: identity.publicKey(),
      agentVersion,
      labels,
      facts: facts(),
    };
    const { hostId, environmentId, serverId, voucher } = await call('enrol', input, enrolOutput, {
      deadlineMs: DEADLINE_MS,
      signal,
    });
    this.#tokenRefusal = null;
    if (voucher !== undefined) await recovery.setVoucher(voucher);
    const { baseUrl, token } = address;
    const enrolment = { baseUrl, serverId, hostId, environmentId, tokenDigest: digest(token) };
    await identity.setEnrolment(enrolment);
    this.#enrolAnew = false;
    log.info({ hostId, environmentId, serverId }, 'enrolled');
    return enrolment;
  }

  async #open(enrolment: Enrolment, signal: AbortSignal): Promise<OpenSession> {
    const { call, identity, agentVersion, labels, facts } = this.#options;
    const options = { deadlineMs: DEADLINE_MS, signal };
    const { hostId } = enrolment;
    const { nonce, serverId } = await call('challenge', { hostId }, challengeOutput, options);
    if (serverId !== enrolment.serverId) {
      throw new ServerRefusal('key-unknown', 0, `another server answers here now: ${serverId}`);
    }
    const signature = identity.sign(`drover-session:${serverId}:${hostId}:${nonce}`);
    const input = {
      protocol: PROTOCOL_VERSION,
      hostId,
      nonce,
      signature,
      agentVersion,
      labels,
      facts: facts(),
    };
    return call('openSession', input, openSessionOutput, options);
  }
}
