import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { createLogger } from '../lib/logger.ts';
import type { Assignment } from '../protocol/assignment.ts';
import type { UnitObservation } from '../protocol/observation.ts';
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
let accepted: { assignment: Assignment; jobId: string | null }[];
let units: Map<string, UnitObservation>;
let reporter: Reporter;

beforeEach(async () => {
  server = await FakeServer.open();
  directory = await mkdtemp(join(tmpdir(), 'drover-session-'));
  accepted = [];
  units = new Map();
});
afterEach(async () => {
  await stop();
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

function observed(unitId: string, generation = 1): UnitObservation {
  return { unitId, generation, converged: true, containers: [], error: null, healed: [] };
}

async function connect(token = 'token-1', labels: Record<string, string> = {}): Promise<void> {
  const identity = await Identity.open(directory, log);
  const ended = new AbortController();
  reporter = new Reporter(
    {
      unitIds: () => [...units.keys()],
      isBusy: () => false,
      observe: (unitId) => units.get(unitId) ?? null,
      healedTold: () => undefined,
      engineReachable: () => true,
      facts: () => null,
      foreign: () => ({ count: 0, ports: [] }),
      flushed: async () => undefined,
    },
    systemClock,
    log,
  );
  const address = readServerUrl(`${server.baseUrl}/v1/scripts/${token}`);
  const connection = new ServerConnection({
    address,
    call: createServerClient(address.baseUrl, null),
    identity,
    recovery: await RecoveryFile.open(directory, log),
    machineId: 'machine-0001',
    agentVersion: 'test',
    labels,
    facts: () => null,
    host: {
      accept: (decisions) => accepted.push(...decisions),
      forget: (unitIds) => {
        // As the keeper does: only what was removed, which here is what the server has forgotten.
        for (const unitId of unitIds) if (server.forgotten.includes(unitId)) units.delete(unitId);
      },
      heldUnits: () => [...units.values()].map(({ unitId, generation }) => ({ unitId, generation })),
    },
    keptUnits: () => [],
    reporter,
    clock: systemClock,
    log,
  });
  const running = connection.run(ended.signal);
  stop = async () => {
    ended.abort();
    await running;
  };
}

it('enrols once, proves its key and reports everything at first', async () => {
  units.set('u1', observed('u1'));
  await connect('token-1', { zone: 'a' });
  await vi.waitFor(() => expect(server.reports.length).toBeGreaterThan(0), soon);
  expect(server.reports[0]).toMatchObject({
    sequence: 1,
    full: true,
    engineReachable: true,
    units: [{ unitId: 'u1' }],
  });
  expect(server.openings[0]?.labels).toEqual({ zone: 'a' });
  await stop();
  await connect('token-1');
  await vi.waitFor(() => expect(server.openings).toHaveLength(2), soon);
  expect(server.enrolments).toHaveLength(1);
});

it('hands jobs over as soon as they come', async () => {
  await connect();
  await vi.waitFor(() => expect(server.syncs).toHaveLength(1), soon);
  server.send(assignment({ generation: 3 }));
  await vi.waitFor(() => expect(accepted).toHaveLength(1), soon);
  expect(accepted[0]).toMatchObject({
    assignment: { unitId: 'u1', generation: 3 },
    jobId: expect.any(String),
  });
});

it('does not tell again what has not changed, but lives', async () => {
  units.set('u1', observed('u1'));
  await connect();
  await vi.waitFor(() => expect(server.reports.length).toBeGreaterThan(3), soon);
  reporter.unitChanged('u1', false);
  const count = server.reports.length;
  await vi.waitFor(() => expect(server.reports.length).toBeGreaterThan(count + 1), soon);
  const told = server.reports.flatMap((report) => report.units);
  expect(told).toHaveLength(1);
  expect(server.reports.slice(1).every((report) => !report.full && report.foreignPorts === null)).toBe(true);
});

it('tells again what the server may wait for, changed or not', async () => {
  units.set('u1', observed('u1'));
  await connect();
  await vi.waitFor(() => expect(server.reports).toHaveLength(1), soon);
  reporter.unitChanged('u1', true);
  await vi.waitFor(() => expect(server.reports.flatMap((report) => report.units)).toHaveLength(2), soon);
});

it('opens a new session when the old one has ended, and tells everything anew', async () => {
  units.set('u1', observed('u1'));
  await connect();
  await vi.waitFor(() => expect(server.reports).toHaveLength(1), soon);
  server.dropSession();
  await vi.waitFor(() => expect(server.openings).toHaveLength(2), soon);
  await vi.waitFor(() => expect(server.reports.filter((report) => report.full)).toHaveLength(2), soon);
  expect(server.reports.at(-1)?.sequence).toBeLessThan(5);
});

it('enrols with a new, empty server under the same address', async () => {
  await connect();
  await vi.waitFor(() => expect(server.openings).toHaveLength(1), soon);
  units.set('u1', observed('u1'));
  server.forgetEverything();
  await vi.waitFor(() => expect(server.openings).toHaveLength(2), soon);
  expect(server.enrolments).toHaveLength(2);
  expect(server.enrolments[1]?.publicKey).toBe(server.enrolments[0]?.publicKey);
  await vi.waitFor(() => expect(server.syncs.at(-1)?.units).toEqual([{ unitId: 'u1', generation: 1 }]), soon);
});

it('stays the known host when the token of its command is used up', async () => {
  await connect();
  await vi.waitFor(() => expect(server.openings).toHaveLength(1), soon);
  await stop();
  await connect('token-2');
  await vi.waitFor(() => expect(server.openings).toHaveLength(2), soon);
});

it('fetches by the full compare what no job brought', async () => {
  server.assignments.set('u7', assignment({ unitId: 'u7', generation: 2 }));
  await connect();
  await vi.waitFor(() => expect(accepted).toHaveLength(1), soon);
  expect(accepted[0]).toMatchObject({ assignment: { unitId: 'u7' }, jobId: null });
});

it('goes on with the same session after a gap, and compares again', async () => {
  await connect();
  await vi.waitFor(() => expect(server.syncs).toHaveLength(1), soon);
  server.refuseNext.set('poll', 'unavailable');
  await vi.waitFor(() => expect(server.syncs.length).toBeGreaterThan(1), soon);
  expect(server.openings).toHaveLength(1);
});

it('reports failures until they are taken in', async () => {
  await connect();
  await vi.waitFor(() => expect(server.reports).toHaveLength(1), soon);
  server.refuseNext.set('report', 'unavailable');
  const error = { code: 'image-not-found' as const, message: 'no such image', launch: '' };
  reporter.jobFailed({ jobId: 'job1', unitId: 'u1', generation: 1, error });
  await vi.waitFor(() => expect(server.reports.flatMap((report) => report.failures)).toHaveLength(1), soon);
});
