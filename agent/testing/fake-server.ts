import { createPublicKey, generateKeyPairSync, randomUUID, sign, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { z } from 'zod';
import type { Assignment } from '../protocol/assignment.ts';
import type { WireErrorCode } from '../protocol/errors.ts';
import {
  type AgentJob,
  challengeInput,
  enrolInput,
  openSessionInput,
  pollInput,
  type ReportInput,
  reportInput,
  syncInput,
} from '../protocol/messages.ts';
import {
  beginOfferInput,
  blueprintInput,
  type OfferAnswer,
  offerInput,
  offerText,
  type Voucher,
  voucherText,
} from '../protocol/recovery.ts';

interface KnownHost {
  readonly hostId: string;
  readonly machineId: string;
  readonly publicKey: string;
}

type Offer = z.infer<typeof offerInput>;

class Refused extends Error {
  readonly code: WireErrorCode;
  constructor(code: WireErrorCode) {
    super(code);
    this.code = code;
  }
}

/** The server's side of the wire, over real HTTP, as small as it can be. */
export class FakeServer {
  serverId = `srv-${randomUUID()}`;
  readonly tokens = new Set(['token-1']);
  readonly hosts = new Map<string, KnownHost>();
  readonly reports: ReportInput[] = [];
  readonly syncs: z.infer<typeof syncInput>[] = [];
  readonly enrolments: z.infer<typeof enrolInput>[] = [];
  readonly openings: z.infer<typeof openSessionInput>[] = [];
  readonly assignments = new Map<string, Assignment>();
  forgotten: string[] = [];
  heartbeatMs = 200;
  /** Null: a server of a version that has no blueprints. */
  blueprintVersion: number | null = null;
  readonly blueprintsGiven: (number | null)[] = [];
  readonly offers: Offer[] = [];
  /** What hosts of another server are answered with. */
  offerState: OfferAnswer['state'] = 'waiting';
  offerAgainMs = 20;
  #vouchingKey = generateKeyPairSync('ed25519');
  /** Procedure → code it is refused with, once. */
  readonly refuseNext = new Map<string, WireErrorCode>();
  #jobs: AgentJob[] = [];
  #session: string | null = null;
  #nonce = '';
  #wake = (): void => undefined;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async open(port = 0, address = '127.0.0.1'): Promise<FakeServer> {
    const server = new FakeServer();
    await new Promise<void>((resolve) => server.#server.listen(port, address, resolve));
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  send(assignment: Assignment): void {
    this.assignments.set(assignment.unitId, assignment);
    this.#jobs.push({ id: randomUUID(), kind: 'unit', attempt: 1, assignment });
    this.#wake();
  }

  dropSession(): void {
    this.#session = null;
    this.#wake();
  }

  /** A new, empty server under the same address. */
  forgetEverything(): void {
    this.serverId = `srv-${randomUUID()}`;
    this.#vouchingKey = generateKeyPairSync('ed25519');
    this.hosts.clear();
    this.assignments.clear();
    this.dropSession();
  }

  /** The same server, restored from a copy that is older than its hosts. */
  forgetHosts(): void {
    this.hosts.clear();
    this.dropSession();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const procedure = (request.url ?? '').replace('/api/agent/', '');
    let status = 200;
    let body: unknown;
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const data = await this.#answer(procedure, JSON.parse(Buffer.concat(chunks).toString()), request);
      body = { result: { data } };
    } catch (error) {
      status = 401;
      const wireCode = error instanceof Refused ? error.code : 'message-invalid';
      body = { error: { message: String(error), code: -32001, data: { wireCode } } };
    }
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  }

  async #answer(procedure: string, input: unknown, request: IncomingMessage): Promise<unknown> {
    const refusal = this.refuseNext.get(procedure);
    this.refuseNext.delete(procedure);
    if (refusal !== undefined) throw new Refused(refusal);
    switch (procedure) {
      case 'enrol':
        return this.#enrol(enrolInput.parse(input));
      case 'challenge': {
        if (!this.hosts.has(challengeInput.parse(input).hostId)) throw new Refused('key-unknown');
        this.#nonce = randomUUID();
        return { nonce: this.#nonce, serverId: this.serverId };
      }
      case 'openSession':
        return this.#openSession(openSessionInput.parse(input));
      case 'beginOffer':
        beginOfferInput.parse(input);
        this.#nonce = randomUUID();
        return { nonce: this.#nonce, serverId: this.serverId };
      case 'offer':
        return this.#offer(offerInput.parse(input));
    }
    if (this.#session === null || request.headers.authorization !== `Bearer ${this.#session}`) {
      throw new Refused('session-invalid');
    }
    switch (procedure) {
      case 'poll':
        return this.#poll(pollInput.parse(input));
      case 'report':
        this.reports.push(reportInput.parse(input));
        return { resync: false, blueprintVersion: this.blueprintVersion ?? undefined };
      case 'blueprint':
        return this.#blueprint(blueprintInput.parse(input).have);
      case 'sync':
        return this.#sync(syncInput.parse(input));
      default:
        throw new Refused('message-invalid');
    }
  }

  #enrol(input: z.infer<typeof enrolInput>): unknown {
    this.enrolments.push(input);
    if (!this.tokens.has(input.token)) throw new Refused('token-unknown');
    const hostId = `host-${input.machineId.slice(0, 8)}`;
    const { machineId, publicKey } = input;
    this.hosts.set(hostId, { hostId, machineId, publicKey });
    return { hostId, environmentId: 'env1', serverId: this.serverId };
  }

  #openSession(input: z.infer<typeof openSessionInput>): unknown {
    const host = this.hosts.get(input.hostId);
    if (host === undefined) throw new Refused('key-unknown');
    const key = createPublicKey({ key: Buffer.from(host.publicKey, 'base64'), format: 'der', type: 'spki' });
    const message = Buffer.from(`drover-session:${this.serverId}:${input.hostId}:${this.#nonce}`);
    if (input.nonce !== this.#nonce || !verify(null, message, key, Buffer.from(input.signature, 'base64'))) {
      throw new Refused('signature-invalid');
    }
    this.openings.push(input);
    this.#session = randomUUID();
    return {
      sessionToken: this.#session,
      heartbeatMs: this.heartbeatMs,
      syncEveryMs: 60_000,
      pollWaitMs: 1_000,
      voucher: this.#voucher(host),
    };
  }

  #voucher({ hostId, machineId, publicKey: hostPublicKey }: KnownHost): Voucher {
    const serverPublicKey = this.#vouchingKey.publicKey
      .export({ type: 'spki', format: 'der' })
      .toString('base64');
    const issuedAt = new Date().toISOString();
    const { serverId } = this;
    const voucher = {
      serverPublicKey,
      serverId,
      hostId,
      environmentId: 'env1',
      machineId,
      hostPublicKey,
      issuedAt,
    };
    return { ...voucher, signature: this.#sign(voucherText(voucher)) };
  }

  #sign(text: string): string {
    return sign(null, Buffer.from(text), this.#vouchingKey.privateKey).toString('base64');
  }

  #blueprint(have: number | null): unknown {
    const version = this.blueprintVersion ?? 0;
    this.blueprintsGiven.push(have);
    const text = `blueprint ${version} of ${this.serverId}`;
    return {
      blueprint: have === version ? null : { version, text, signature: this.#sign(text) },
      refreshAfterMs: 20,
    };
  }

  #offer(offer: Offer): OfferAnswer {
    const { voucher, digest, content } = offer;
    const key = createPublicKey({
      key: Buffer.from(voucher.hostPublicKey, 'base64'),
      format: 'der',
      type: 'spki',
    });
    const text = offerText({ serverId: this.serverId, nonce: this.#nonce, digest });
    if (!verify(null, Buffer.from(text), key, Buffer.from(offer.proof, 'base64'))) {
      throw new Refused('signature-invalid');
    }
    const known = this.offers.some((one) => one.content !== null && one.digest === digest);
    this.offers.push(offer);
    if (content === null && !known) return { state: 'incomplete', retryAfterMs: 0 };
    if (this.offerState === 'accepted') {
      const { hostId, machineId, hostPublicKey: publicKey } = voucher;
      this.hosts.set(hostId, { hostId, machineId, publicKey });
    }
    return { state: this.offerState, retryAfterMs: this.offerAgainMs };
  }

  async #poll({ waitMs }: z.infer<typeof pollInput>): Promise<unknown> {
    const session = this.#session;
    if (this.#jobs.length === 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    if (this.#session !== session) throw new Refused('session-invalid');
    const jobs = this.#jobs;
    this.#jobs = [];
    return { jobs };
  }

  #sync(input: z.infer<typeof syncInput>): unknown {
    this.syncs.push(input);
    const held = new Map(input.units.map(({ unitId, generation }) => [unitId, generation]));
    return {
      assignments: [...this.assignments.values()].filter(
        ({ unitId, generation }) => (held.get(unitId) ?? 0) < generation,
      ),
      unknownUnitIds: [...held.keys()].filter((unitId) => !this.assignments.has(unitId)),
      forgottenUnitIds: this.forgotten,
    };
  }
}
