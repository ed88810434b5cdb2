import { mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { createLogger } from '../lib/logger.ts';
import { Identity } from '../store/identity.ts';
import { RecoveryFile } from '../store/recovery-file.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { assignment } from '../testing/specs.ts';
import { ServerConnection } from './connect.ts';
import { Reporter } from './reporter.ts';
import { createServerClient } from './server-client.ts';
import { readServerUrl } from './server-url.ts';

const log = createLogger('silent');
const soon = { timeout: 4_000, interval: 10 };

let server: FakeServer;
let directory: string;
let stop: () => Promise<void>;

beforeEach(async () => {
  server = await FakeServer.open();
  server.blueprintVersion = 1;
  directory = await mkdtemp(join(tmpdir(), 'drover-recovery-'));
});
afterEach(async () => {
  await stop();
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

async function connect(clock = systemClock): Promise<void> {
  const ended = new AbortController();
  const address = readServerUrl(`${server.baseUrl}/v1/scripts/token-1`);
  const source = {
    unitIds: () => [],
    isBusy: () => false,
    observe: () => null,
    healedTold: () => undefined,
    engineReachable: () => true,
    facts: () => null,
    foreign: () => ({ count: 0, ports: [] }),
    flushed: async () => undefined,
  };
  const connection = new ServerConnection({
    address,
    call: createServerClient(address.baseUrl, null),
    identity: await Identity.open(directory, log),
    recovery: await RecoveryFile.open(directory, log),
    machineId: 'machine-0001',
    agentVersion: 'test',
    labels: {},
    facts: () => null,
    host: {
      accept: () => undefined,
      forget: () => undefined,
      heldUnits: () => [],
    },
    keptUnits: () => [{ unitId: 'u1', generation: 3 }],
    reporter: new Reporter(source, systemClock, log),
    clock,
    log,
  });
  const running = connection.run(ended.signal);
  stop = async () => {
    ended.abort();
    await running;
  };
}

/** As long as the disk does not give the file; the answer ends it. */
async function makeUnreadable(): Promise<() => Promise<void>> {
  const path = join(directory, 'recovery.json');
  await rename(path, `${path}.real`);
  await symlink(path, path);
  return () => rename(`${path}.real`, path);
}

const onDisk = async () => JSON.parse(await readFile(join(directory, 'recovery.json'), 'utf8'));
const carriesVersion = (version: number) =>
  vi.waitFor(async () => expect((await onDisk()).blueprint.version).toBe(version), soon);

describe('what a host carries', () => {
  it('is fetched when the server tells another version, and not again without', async () => {
    await connect();
    await carriesVersion(1);
    const reports = server.reports.length;
    await vi.waitFor(() => expect(server.reports.length).toBeGreaterThan(reports + 2), soon);
    expect(server.blueprintsGiven).toEqual([null]);
    server.blueprintVersion = 2;
    await carriesVersion(2);
    expect(server.blueprintsGiven).toEqual([null, 1]);
  });

  it('is asked for when decisions come, before the next report could tell', async () => {
    server.heartbeatMs = 60_000;
    await connect();
    await carriesVersion(1);
    server.blueprintVersion = 5;
    server.send(assignment({ unitId: 'u9' }));
    await carriesVersion(5);
  });

  it('is not asked for of a server that has none', async () => {
    server.blueprintVersion = null;
    await connect();
    server.send(assignment({ unitId: 'u9' }));
    await vi.waitFor(() => expect(server.reports.length).toBeGreaterThan(3), soon);
    expect(server.blueprintsGiven).toEqual([]);
  });
});

it('the same server, restored from an older copy, has the host back as what it was, though the token is good still', async () => {
  await connect();
  await carriesVersion(1);
  server.offerState = 'accepted';
  server.forgetHosts();
  await vi.waitFor(() => expect(server.openings).toHaveLength(2), soon);
  expect(server.openings[1]?.hostId).toBe(server.openings[0]?.hostId);
  expect(server.enrolments).toHaveLength(1);
});

describe('the same server, restored from an older copy, with a token that is good still', () => {
  beforeEach(async () => {
    await connect();
    await carriesVersion(1);
    server.offerState = 'accepted';
  });

  it.each([
    ['has no room just now', 'offer', 'rate-limited'],
    ['has no room for the first word', 'beginOffer', 'rate-limited'],
    ['cannot answer just now', 'offer', 'unavailable'],
    ['was given the offer too late', 'offer', 'signature-invalid'],
  ] as const)('that %s does not make another host of this one', async (_, procedure, code) => {
    server.refuseNext.set(procedure, code);
    server.forgetHosts();
    await vi.waitFor(() => expect(server.openings).toHaveLength(2), soon);
    expect(server.refuseNext.size).toBe(0);
    expect(server.enrolments).toHaveLength(1);
  });

  it.each([
    ['is of a version without offers', 'beginOffer', 'message-invalid'],
    ['has removed the host', 'offer', 'host-removed'],
    ['knows the host by another key', 'offer', 'key-revoked'],
  ] as const)('that %s is joined by the token', async (_, procedure, code) => {
    server.refuseNext.set(procedure, code);
    server.forgetHosts();
    await vi.waitFor(() => expect(server.openings).toHaveLength(2), soon);
    expect(server.enrolments).toHaveLength(2);
    expect(server.offers.filter((offer) => offer.content !== null)).toEqual([]);
  });

  it('has the host back as what it was once its disk gives what it carries', async () => {
    await stop();
    const endUnreadable = await makeUnreadable();
    const tried = vi.spyOn(RecoveryFile.prototype, 'ensureRead');
    server.forgetHosts();
    await connect();
    await vi.waitFor(() => expect(tried.mock.calls.length).toBeGreaterThan(3), soon);
    tried.mockRestore();
    expect(server.enrolments).toHaveLength(1);
    await endUnreadable();
    await vi.waitFor(() => expect(server.openings).toHaveLength(2), soon);
    expect(server.enrolments).toHaveLength(1);
  });

  it('is joined by the token when the host has lost its key, which no offer could be proved without', async () => {
    await stop();
    await writeFile(join(directory, 'host-key.pem'), 'nonsense');
    server.forgetHosts();
    await connect();
    await vi.waitFor(() => expect(server.openings).toHaveLength(2), soon);
    expect(server.enrolments[1]?.publicKey).not.toBe(server.enrolments[0]?.publicKey);
  });
});

describe('a new, empty server under the same address', () => {
  async function lose(): Promise<string> {
    await connect();
    await carriesVersion(1);
    const { serverId } = server;
    server.tokens.clear();
    server.forgetEverything();
    return serverId;
  }

  it('is offered what the lost one left, once whole and then only that nothing has changed', async () => {
    const lostId = await lose();
    await vi.waitFor(() => expect(server.offers.length).toBeGreaterThan(4), soon);
    const whole = server.offers.filter((offer) => offer.content !== null);
    expect(whole).toHaveLength(1);
    expect(whole[0]).toMatchObject({
      voucher: { serverId: lostId, hostId: 'host-machine-', machineId: 'machine-0001' },
      content: { blueprint: { text: `blueprint 1 of ${lostId}` }, units: [{ unitId: 'u1', generation: 3 }] },
    });
    expect(server.openings).toHaveLength(1);
    // The token is not tried at every turn: many hosts behind one address would use up what enrolments are allowed.
    expect(server.enrolments).toHaveLength(2);
  });

  const withContent = () => server.offers.filter((offer) => offer.content !== null);

  it('is offered the blueprint once the disk gives it, and never none in its place', async () => {
    await connect();
    await carriesVersion(1);
    const endUnreadable = await makeUnreadable();
    server.tokens.clear();
    server.forgetEverything();
    await vi.waitFor(() => expect(server.offers.length).toBeGreaterThan(1), soon);
    expect(withContent()).toEqual([]);
    await endUnreadable();
    await vi.waitFor(() => expect(withContent()).toHaveLength(1), soon);
    expect(withContent()[0]?.content?.blueprint?.version).toBe(1);
  });

  it('is told that there is no blueprint, under another digest, when the file is gone', async () => {
    await connect();
    await carriesVersion(1);
    await rm(join(directory, 'recovery.json'));
    server.tokens.clear();
    server.forgetEverything();
    await vi.waitFor(() => expect(withContent()).toHaveLength(1), soon);
    expect(withContent()[0]?.content?.blueprint).toBeNull();
    expect(withContent()[0]?.digest).not.toBe(server.offers[0]?.digest);
  });

  it('is joined as soon as somebody there says yes, as the same host', async () => {
    await lose();
    await vi.waitFor(() => expect(server.offers.length).toBeGreaterThan(2), soon);
    server.offerState = 'accepted';
    await vi.waitFor(() => expect(server.openings).toHaveLength(2), soon);
    expect(server.openings[1]?.hostId).toBe(server.openings[0]?.hostId);
    const { enrolment } = await Identity.open(directory, log);
    expect(enrolment?.serverId).toBe(server.serverId);
    await vi.waitFor(async () => expect((await onDisk()).voucher.serverId).toBe(server.serverId), soon);
    expect((await onDisk()).blueprint.text).toBe(`blueprint 1 of ${server.serverId}`);
  });

  it('that knows the host already is joined only after it was made an offer', async () => {
    await lose();
    server.offerState = 'accepted';
    await vi.waitFor(() => expect(server.openings).toHaveLength(2), soon);
    expect(server.offers.length).toBeGreaterThan(0);
  });

  it.each([
    ['weeks later', 2_000_000_000],
    ['later than a timer can', 2_147_483_648],
    ['at once', 0],
  ])('that wants the offer again %s has it within minutes, and not in a tight circle', async (_, againMs) => {
    const slept: number[] = [];
    const sleep = (ms: number, signal?: AbortSignal) => {
      slept.push(ms);
      return systemClock.sleep(Math.min(ms, 20), signal);
    };
    server.offerAgainMs = againMs;
    server.blueprintVersion = null;
    await connect({ ...systemClock, sleep });
    await vi.waitFor(() => expect(server.syncs).toHaveLength(1), soon);
    server.tokens.clear();
    server.forgetEverything();
    await vi.waitFor(() => expect(server.offers.length).toBeGreaterThan(1), soon);
    slept.length = 0;
    await vi.waitFor(() => expect(server.offers.length).toBeGreaterThan(4), soon);
    expect(Math.max(...slept)).toBeLessThanOrEqual(600_000);
    expect(Math.min(...slept)).toBeGreaterThan(150);
  });

  it('is offered the same after the agent was started again', async () => {
    const lostId = await lose();
    await stop();
    await connect();
    await vi.waitFor(() => expect(server.offers.at(-1)?.voucher.serverId).toBe(lostId), soon);
  });

  it('that dies before it has given its own blueprint takes nothing with it', async () => {
    const lostId = await lose();
    server.offerState = 'accepted';
    server.blueprintVersion = null;
    await vi.waitFor(() => expect(server.openings).toHaveLength(2), soon);
    server.offerState = 'waiting';
    server.offers.length = 0;
    server.forgetEverything();
    await vi.waitFor(() => expect(server.offers.some((offer) => offer.content !== null)).toBe(true), soon);
    expect(server.offers.at(-1)?.voucher.serverId).toBe(lostId);
  });
});
