import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { digestTables } from '../db/testing-digest.ts';
import type { AgentDoor } from './testing/agent-door.ts';
import { openSeededDoor } from './testing/refusals.ts';
import { FACTS, newKeys, observation, report, TOKEN } from './testing/world.ts';

/*
 * Anything at all at the agents' door: it is answered, never by an error of the server's own, and what is refused leaves
 * no trace. What is granted touches nothing of the other host.
 */

const PROCEDURES = ['report', 'sync', 'poll', 'challenge', 'openSession', 'enrol'] as const;
const FAILURE = {
  jobId: '1',
  unitId: 'unt_1',
  generation: 1,
  error: { code: 'exited' as const, message: 'gone', launch: '' },
};
const VALID: readonly (readonly [(typeof PROCEDURES)[number], object])[] = [
  ['report', report(1)],
  [
    'report',
    report(2, { full: true, units: [observation('unt_1')], facts: FACTS, foreignContainerCount: 3 }),
  ],
  ['report', report(3, { units: [observation('unt_1'), observation('unt_2')], failures: [FAILURE] })],
  ['sync', { units: [{ unitId: 'unt_1', generation: 1 }] }],
  ['poll', { waitMs: 0, max: 4 }],
  ['challenge', { hostId: 'hst_a' }],
  [
    'openSession',
    {
      protocol: 1,
      hostId: 'hst_a',
      nonce: 'a.b.c',
      signature: 's',
      agentVersion: '1',
      labels: {},
      facts: FACTS,
    },
  ],
  [
    'enrol',
    {
      protocol: 1,
      token: TOKEN,
      machineId: 'machine-9999',
      publicKey: newKeys().publicKey,
      agentVersion: '1',
      labels: { zone: 'a' },
      facts: FACTS,
    },
  ],
];

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' }),
  fc.constantFrom<unknown>(
    null,
    '',
    '\0',
    '\ud800',
    '\u202e',
    -1,
    0.5,
    2 ** 31,
    2 ** 53,
    1e308,
    'unt_2',
    'hst_b',
    '\'; drop table "Unit"; --',
    [],
    {},
    '9'.repeat(400),
    '0001-01-01T00:00:00Z',
  ),
);

/** One place in a message, chosen by numbers, is given another value, taken out, or said twice. */
interface Mutation {
  readonly path: readonly number[];
  readonly kind: 'replace' | 'drop' | 'double';
  readonly value: unknown;
}
const mutation: fc.Arbitrary<Mutation> = fc.record({
  path: fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }),
  kind: fc.constantFrom('replace', 'drop', 'double'),
  value: odd,
});

function mutate(message: unknown, { path, kind, value }: Mutation): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof message !== 'object' || message === null) return value;
  const keys = Object.keys(message);
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined) return value;
  const inner = (message as Record<string, unknown>)[key];
  const goesOn = rest.length > 0 && typeof inner === 'object' && inner !== null;
  if (Array.isArray(message)) {
    const at = Number(key);
    const changed = goesOn ? mutate(inner, { path: rest, kind, value }) : value;
    if (!goesOn && kind === 'drop') return message.toSpliced(at, 1);
    return kind === 'double' ? [...message, changed, inner] : message.with(at, changed);
  }
  if (goesOn) return { ...message, [key]: mutate(inner, { path: rest, kind, value }) };
  const { [key]: _, ...others } = message as Record<string, unknown>;
  return kind === 'drop'
    ? others
    : { ...others, [key]: value, ...(kind === 'double' ? { [`${key}2`]: inner } : {}) };
}

let door: AgentDoor;
let before: Record<string, string>;
beforeAll(async () => {
  door = await openSeededDoor();
});
afterAll(() => door.close());

const OTHERS = `
  select md5(string_agg(t, '|')) as digest from (
    select u::text as t from "Unit" u where u."hostId" = 'hst_b'
    union all select i::text from "Instance" i where i."unitId" = 'unt_2'
    union all select h::text from "Host" h where h.id = 'hst_b' order by 1) as rows`;
const others = async () => (await door.database.pool.query(OTHERS)).rows[0]?.digest as string;

async function holds(procedure: string, body: unknown, bearer: string | null): Promise<void> {
  const except = procedure === 'enrol' ? ['EnrolmentToken', 'Event'] : [];
  before = await digestTables(door.database.pool, { except });
  const untouched = await others();
  const answer = await door.call(procedure, body, bearer);
  expect(await others()).toBe(untouched);
  if (answer.code === null) return;
  expect([answer.status, answer.code]).not.toContain('unavailable');
  expect(answer.status).toBeLessThan(500);
  expect(answer.message).not.toBe('');
  expect(await digestTables(door.database.pool, { except })).toEqual(before);
}

const bearer = fc.constantFrom('hst_a', 'hst_a', 'hst_a', null, 'nobody');

it('any JSON: answered, and refused without a trace', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...PROCEDURES),
      fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }),
      bearer,
      holds,
    ),
    { numRuns: 150 },
  );
}, 60_000);

it('any bytes: answered, and refused without a trace', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...PROCEDURES),
      fc.string({ unit: 'binary', maxLength: 300 }),
      bearer,
      holds,
    ),
    { numRuns: 80 },
  );
}, 60_000);

it('good messages with something changed: never an error of the server’s own, never another host’s rows', async () => {
  let sequence = 100;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...VALID),
      fc.array(mutation, { minLength: 1, maxLength: 3 }),
      bearer,
      async ([procedure, message], mutations, session) => {
        sequence += 1;
        const fresh = procedure === 'report' ? { ...message, sequence } : message;
        await holds(procedure, mutations.reduce<unknown>(mutate, fresh), session);
      },
    ),
    { numRuns: 400 },
  );
  expect(await door.call('report', report(2 ** 40), 'hst_a')).toMatchObject({ status: 200 });
}, 120_000);
