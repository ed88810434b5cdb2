import { beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import type { Assignment } from '../protocol/assignment.ts';
import type { JobFailure } from '../protocol/messages.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { assignment, containerSpec } from '../testing/specs.ts';
import { Reporter } from './reporter.ts';
import type { AgentCall } from './server-client.ts';
import { type OpenSession, Session } from './session.ts';

/* What a server may ask for that cannot be: one decision is refused by name, the others are taken. */

const log = createLogger('silent');
const good = assignment({ unitId: 'u2' });
const job = (change: object, of: object = {}) => ({
  id: '7',
  kind: 'unit',
  attempt: 1,
  assignment: { ...assignment({ unitId: 'u1', generation: 3 }), ...change },
  ...of,
});
const container = (change: object) => ({ containers: [{ ...containerSpec('u1'), ...change }] });
const REFUSED: JobFailure = {
  jobId: '7',
  unitId: 'u1',
  generation: 3,
  error: {
    code: 'invalid-spec',
    message: 'The agent of this host cannot read the job. It may be older than the server: update it.',
    launch: '',
  },
};

interface Answers {
  readonly poll?: () => unknown;
  readonly sync?: () => unknown;
}

const EMPTY_SYNC = { assignments: [], unknownUnitIds: [], forgottenUnitIds: [] };

describe('a session', () => {
  let clock: FakeClock;
  let accepted: { assignment: Assignment; jobId: string | null }[];
  let calls: { procedure: string; input: unknown }[];
  beforeEach(() => {
    clock = new FakeClock();
    accepted = [];
    calls = [];
  });
  const countOf = (procedure: string) => calls.filter((call) => call.procedure === procedure).length;
  const told = () =>
    calls.flatMap(({ procedure, input }) =>
      procedure === 'report' ? (input as { failures: JobFailure[] }).failures : [],
    );

  /** Runs the session for so long; whatever is not answered otherwise waits as a server does. */
  async function run(answers: Answers, ms: number, change: Partial<OpenSession> = {}): Promise<void> {
    const reporter = new Reporter(
      {
        unitIds: () => [],
        isBusy: () => false,
        observe: () => null,
        healedTold: () => undefined,
        engineReachable: () => true,
        facts: () => null,
        foreign: () => null,
        flushed: async () => undefined,
      },
      clock,
      log,
    );
    const call: AgentCall = async (procedure, input, output, { signal }) => {
      calls.push({ procedure, input });
      if (procedure === 'report') return output.parse({ resync: false });
      const given = procedure === 'poll' ? answers.poll?.() : (answers.sync?.() ?? EMPTY_SYNC);
      if (given !== undefined) return output.parse(given);
      await clock.sleep((input as { waitMs: number }).waitMs, signal);
      return output.parse({ jobs: [] });
    };
    const opened = {
      sessionToken: 's',
      heartbeatMs: 5_000,
      syncEveryMs: 60_000,
      pollWaitMs: 20_000,
      ...change,
    };
    const host = {
      accept: (decisions: readonly { assignment: Assignment; jobId: string | null }[]) =>
        void accepted.push(...decisions),
      forget: () => undefined,
      heldUnits: () => [],
    };
    const ended = new AbortController();
    const recovery = { version: null, setBlueprint: async () => undefined };
    const running = new Session({ call, opened, host, reporter, recovery, clock, log }).run(ended.signal);
    await clock.advance(ms);
    ended.abort();
    await clock.advance(1_000);
    await running;
  }

  it.each<readonly [name: string, bad: unknown, failures: readonly JobFailure[]]>([
    ['of a kind that only a newer server knows', job({}, { kind: 'exec' }), [REFUSED]],
    ['with a wish nobody knows', job({ desired: 'hibernating' }), [REFUSED]],
    ['without containers', job({ containers: undefined }), [REFUSED]],
    ['with containers that are text', job({ containers: 'nginx' }), [REFUSED]],
    ['with a container without an image', job(container({ image: undefined })), [REFUSED]],
    ['with labels that are a list', job(container({ labels: ['a=b'] })), [REFUSED]],
    ['with a port that is text', job(container({ ports: ['80:80'] })), [REFUSED]],
    [
      'with a protocol nobody knows',
      job(container({ ports: [{ hostIp: null, hostPort: 1, containerPort: 1, protocol: 'sctp' }] })),
      [REFUSED],
    ],
    [
      'with two containers of one launch',
      job({ containers: [containerSpec('u1'), containerSpec('u1')] }),
      [REFUSED],
    ],
    [
      'with 65 containers',
      job({ containers: Array.from({ length: 65 }, (_, at) => containerSpec('u1', { launch: `s${at}` })) }),
      [REFUSED],
    ],
    ['with an index that is half', job({ index: 0.5 }), [REFUSED]],
    ['with an empty unit', job({ unitId: '' }), [{ ...REFUSED, unitId: '' }]],
    ['with no generation', job({ generation: 0 }), [{ ...REFUSED, generation: 0 }]],
    ['with a generation beyond all', job({ generation: 2 ** 40 }), [{ ...REFUSED, generation: 2 ** 40 }]],
    ['that is nothing', null, []],
    ['that is text', 'run it', []],
    ['without an assignment', { id: '7', kind: 'unit', attempt: 1 }, []],
    ['with an id that is a number', job({}, { id: 7 }), []],
  ])('a job %s is refused, the next is taken', async (_, bad, failures) => {
    let asked = 0;
    const poll = () => {
      asked += 1;
      return asked === 1 ? { jobs: [bad, job({}, { id: '8', assignment: good })] } : undefined;
    };
    await run({ poll }, 30_000);
    expect(accepted).toEqual([{ assignment: good, jobId: '8' }]);
    expect(told()).toEqual(failures);
  });

  it.each<readonly [string, unknown]>([
    ['nothing', null],
    ['a wish nobody knows', { ...good, unitId: 'u9', desired: 'hibernating' }],
    ['containers that are text', { ...good, unitId: 'u9', containers: 'nginx' }],
  ])('of a full compare with %s the rest is taken', async (_, bad) => {
    await run({ sync: () => ({ ...EMPTY_SYNC, assignments: [bad, good] }) }, 30_000);
    expect(accepted).toEqual([{ assignment: good, jobId: null }]);
  });

  it('fields of a newer server are left out', async () => {
    let asked = 0;
    const newer = job({}, { id: '8', priority: 'high', assignment: { ...good, mood: 'merry' } });
    await run({ poll: () => (asked++ === 0 ? { jobs: [newer] } : undefined) }, 30_000);
    expect(accepted).toEqual([{ assignment: good, jobId: '8' }]);
  });

  it.each<readonly [string, Partial<OpenSession>, Answers, procedure: string, least: number, most: number]>([
    ['no time between heartbeats', { heartbeatMs: 0 }, {}, 'report', 100, 400],
    ['less than no time between heartbeats', { heartbeatMs: -5 }, {}, 'report', 100, 400],
    ['a heartbeat in a thousand years', { heartbeatMs: 2 ** 45 }, {}, 'report', 1, 3],
    ['no time between full compares', { syncEveryMs: 0 }, {}, 'sync', 10, 25],
    ['no wait for jobs', { pollWaitMs: 0 }, {}, 'poll', 10, 100],
    ['less than no wait for jobs', { pollWaitMs: -1 }, {}, 'poll', 10, 100],
    ['answers without jobs at once', {}, { poll: () => ({ jobs: [] }) }, 'poll', 10, 100],
  ])(
    'a server that asks for %s is served within reason',
    async (_, change, answers, procedure, least, most) => {
      await run(answers, 20_000, change);
      expect(countOf(procedure)).toBeGreaterThanOrEqual(least);
      expect(countOf(procedure)).toBeLessThanOrEqual(most);
    },
  );

  it('a heartbeat comes in ten minutes at the latest', async () => {
    await run({}, 1_300_000, { heartbeatMs: 2 ** 45 });
    expect(countOf('report')).toBeGreaterThanOrEqual(3);
  });
});
