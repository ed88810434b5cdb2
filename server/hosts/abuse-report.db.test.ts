import { afterAll, beforeAll, describe, it } from 'vitest';
import type { AgentDoor } from './testing/agent-door.ts';
import { expectRefusal, openSeededDoor } from './testing/refusals.ts';
import { FACTS, observation, report } from './testing/world.ts';

/* What a report may not say, and what the agent is told. */

const GOOD = report(1);
const [CONTAINER] = observation('unt_1').containers;
const CONTAINER_FACTS = {
  image: 'nginx:1.27',
  imageId: 'sha256:1',
  command: [],
  entrypoint: [],
  createdAt: null,
  startedAt: null,
  finishedAt: null,
  exitCode: null,
  oomKilled: false,
  restartCount: 0,
  ipAddress: null,
  macAddress: null,
  ports: [],
  mounts: [],
  labels: {},
};
const HEALED = { launch: '', cause: 'exited', at: '2026-11-21T00:00:00.000Z' };
const FAILURE = {
  jobId: '1',
  unitId: 'unt_1',
  generation: 1,
  error: { code: 'exited', message: '', launch: '' },
};
const unit = (change: object) => ({ ...GOOD, units: [{ ...observation('unt_1'), ...change }] });
const container = (change: object) => unit({ containers: [{ ...CONTAINER, ...change }] });

let door: AgentDoor;
beforeAll(async () => {
  door = await openSeededDoor();
});
afterAll(() => door.close());

describe('a report that is refused', () => {
  it.each<readonly [name: string, body: () => unknown, message: string]>([
    ['nothing', () => 'null', 'This must be of type object.'],
    ['a list', () => '[]', 'This must be of type object.'],
    ['an empty body', () => '', 'The message could not be read.'],
    ['half of a message', () => '{"sequence":', 'The message could not be read.'],
    ['text that is no JSON', () => 'sequence=1', 'The message could not be read.'],
    [
      'a hundred thousand levels',
      () => `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      'The message is nested too deeply or too large.',
    ],
    [
      'levels in a field that nobody knows',
      () => `{"sequence":1,"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      'The message is nested too deeply or too large.',
    ],
    [
      'three million parts',
      () => `[${'0,'.repeat(3_000_000)}0]`,
      'The message is nested too deeply or too large.',
    ],
    ['a sequence that is text', () => ({ ...GOOD, sequence: '1' }), 'sequence: This must be of type number.'],
    ['a sequence below none', () => ({ ...GOOD, sequence: -1 }), 'sequence: At least 0.'],
    ['a sequence between two', () => ({ ...GOOD, sequence: 1.5 }), 'sequence: This must be a whole number.'],
    [
      'a sequence that no number holds',
      () => ({ ...GOOD, sequence: 2 ** 60 }),
      'sequence: At most 9007199254740991.',
    ],
    ['a truth that is nothing', () => ({ ...GOOD, full: null }), 'full: This must be of type boolean.'],
    [
      'an engine that is text',
      () => ({ ...GOOD, engineReachable: 'yes' }),
      'engineReachable: This must be of type boolean.',
    ],
    ['units that are an object', () => ({ ...GOOD, units: {} }), 'units: This must be of type array.'],
    [
      'one unit too many',
      () => ({ ...GOOD, units: Array(2001).fill(observation('unt_1')) }),
      'units: At most 2000 entries.',
    ],
    [
      'one failure too many',
      () => ({ ...GOOD, failures: Array(2001).fill(FAILURE) }),
      'failures: At most 2000 entries.',
    ],
    [
      'an enormous unit id',
      () => unit({ unitId: 'u'.repeat(129) }),
      'units.0.unitId: At most 128 characters.',
    ],
    [
      'a unit id that is a list',
      () => unit({ unitId: ['unt_1'] }),
      'units.0.unitId: This must be of type string.',
    ],
    [
      'a generation no column holds',
      () => unit({ generation: 2 ** 31 }),
      'units.0.generation: At most 2147483647.',
    ],
    ['a generation below none', () => unit({ generation: -1 }), 'units.0.generation: At least 0.'],
    [
      'a generation between two',
      () => unit({ generation: 0.5 }),
      'units.0.generation: This must be a whole number.',
    ],
    [
      'one container too many',
      () => unit({ containers: Array(257).fill(CONTAINER) }),
      'units.0.containers: At most 256 entries.',
    ],
    [
      'one healing too many',
      () => unit({ healed: Array(1001).fill(HEALED) }),
      'units.0.healed: At most 1000 entries.',
    ],
    [
      'a healing for no cause',
      () => unit({ healed: [{ ...HEALED, cause: 'luck' }] }),
      'units.0.healed.0.cause: Choose one of: exited, removed.',
    ],
    [
      'a healing at no time',
      () => unit({ healed: [{ ...HEALED, at: 'noon' }] }),
      'units.0.healed.0.at: Expected an instant such as 2026-01-31T12:00:00Z.',
    ],
    [
      'words without end',
      () => unit({ error: { code: 'exited', message: 'x'.repeat(2001), launch: '' } }),
      'units.0.error.message: At most 2000 characters.',
    ],
    ['an error that is text', () => unit({ error: 'exited' }), 'units.0.error: This must be of type object.'],
    [
      'a state nobody knows',
      () => container({ state: 'hibernating' }),
      'units.0.containers.0.state: Choose one of: missing, created, running, paused, restarting, removing, exited, dead.',
    ],
    [
      'an exit code no column holds',
      () => container({ exitCode: 2 ** 40 }),
      'units.0.containers.0.exitCode: At most 2147483647.',
    ],
    [
      'a start at no time',
      () => container({ startedAt: 'yesterday' }),
      'units.0.containers.0.startedAt: Expected an instant such as 2026-01-31T12:00:00Z.',
    ],
    [
      'a start before this epoch',
      () => container({ startedAt: '0001-01-01T00:00:00Z' }),
      'units.0.containers.0.startedAt: Expected an instant after 1970.',
    ],
    [
      'a start in the year nothing',
      () => container({ startedAt: '0000-01-01T00:00:00Z' }),
      'units.0.containers.0.startedAt: Expected an instant after 1970.',
    ],
    [
      'a start on the thirtieth of February',
      () => container({ startedAt: '2026-02-30T00:00:00Z' }),
      'units.0.containers.0.startedAt: Expected an instant such as 2026-01-31T12:00:00Z.',
    ],
    [
      'a start without a zone',
      () => container({ startedAt: '2026-02-03T00:00:00' }),
      'units.0.containers.0.startedAt: Expected an instant such as 2026-01-31T12:00:00Z.',
    ],
    [
      'an enormous container id',
      () => container({ dockerId: 'd'.repeat(129) }),
      'units.0.containers.0.dockerId: At most 128 characters.',
    ],
    [
      'facts of the wrong type',
      () => container({ facts: { ...CONTAINER_FACTS, image: 5 } }),
      'units.0.containers.0.facts.image: This must be of type string.',
    ],
    [
      'a fact too little',
      () => container({ facts: { ...CONTAINER_FACTS, labels: undefined } }),
      'units.0.containers.0.facts.labels: This is needed.',
    ],
    [
      'one port too many',
      () => ({ ...GOOD, foreignPorts: Array(5001).fill({ hostIp: null, hostPort: 1, protocol: 'tcp' }) }),
      'foreignPorts: At most 5000 entries.',
    ],
    [
      'a protocol nobody knows',
      () => ({ ...GOOD, foreignPorts: [{ hostIp: null, hostPort: 1, protocol: 'sctp' }] }),
      'foreignPorts.0.protocol: Choose one of: tcp, udp.',
    ],
    [
      'a port below none',
      () => ({ ...GOOD, foreignPorts: [{ hostIp: null, hostPort: -1, protocol: 'tcp' }] }),
      'foreignPorts.0.hostPort: At least 0.',
    ],
    [
      'more strangers than a column holds',
      () => ({ ...GOOD, foreignContainerCount: 2 ** 31 }),
      'foreignContainerCount: At most 2147483647.',
    ],
    [
      'processors no host has',
      () => ({ ...GOOD, facts: { ...FACTS, milliCpu: 1e300 } }),
      'facts.milliCpu: At most 9007199254740991. facts.milliCpu: At most 2147483647.',
    ],
    [
      'an enormous host name',
      () => ({ ...GOOD, facts: { ...FACTS, hostname: 'h'.repeat(513) } }),
      'facts.hostname: At most 512 characters.',
    ],
    [
      'a failure of no generation',
      () => ({ ...GOOD, failures: [{ ...FAILURE, generation: null }] }),
      'failures.0.generation: This must be of type number.',
    ],
  ])('for %s', (_, body, message) =>
    expectRefusal(door, {
      procedure: 'report',
      body: body(),
      bearer: 'hst_a',
      status: 400,
      code: 'message-invalid',
      message,
    }),
  );
});
