import { afterAll, beforeAll, describe, it } from 'vitest';
import type { AgentDoor } from './testing/agent-door.ts';
import { expectRefusal, openSeededDoor } from './testing/refusals.ts';
import { FACTS, newKeys, TOKEN } from './testing/world.ts';

/* What else may not be said at the agents' door, with a session and without one. */

const OPENING = {
  protocol: 1,
  hostId: 'hst_a',
  nonce: 'n',
  signature: 's',
  agentVersion: '0.1.0',
  labels: {},
  facts: null,
};
const ENROLMENT = {
  protocol: 1,
  token: TOKEN,
  machineId: 'machine-0001',
  publicKey: newKeys().publicKey,
  agentVersion: '0.1.0',
  labels: {},
  facts: FACTS,
};
const MANY_LABELS = Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`k${at}`, 'v']));
/** P-256, SPKI. */
const EC_KEY =
  'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEVs/o5+uQbTjL3chynL4wXgUg2R9q9UU8I5mEovUf86QZ7kOBIjJwqnzD1omageEHWwHdBO6B+dFabmdT9POxg==';

type Case = readonly [
  name: string,
  procedure: string,
  body: () => unknown,
  status: number,
  code: string,
  message: string,
];

let door: AgentDoor;
beforeAll(async () => {
  door = await openSeededDoor();
});
afterAll(() => door.close());

describe('a call of a host that is refused', () => {
  it.each<Case>([
    [
      'a wait beyond the longest',
      'poll',
      () => ({ waitMs: 25_001, max: 1 }),
      400,
      'message-invalid',
      'waitMs: At most 25000.',
    ],
    [
      'a wait below none',
      'poll',
      () => ({ waitMs: -1, max: 1 }),
      400,
      'message-invalid',
      'waitMs: At least 0.',
    ],
    [
      'a wait that is text',
      'poll',
      () => ({ waitMs: 'long', max: 1 }),
      400,
      'message-invalid',
      'waitMs: This must be of type number.',
    ],
    ['a poll for nothing', 'poll', () => ({ waitMs: 0, max: 0 }), 400, 'message-invalid', 'max: At least 1.'],
    [
      'a poll for too much',
      'poll',
      () => ({ waitMs: 0, max: 65 }),
      400,
      'message-invalid',
      'max: At most 64.',
    ],
    [
      'a poll that asks nothing',
      'poll',
      () => ({}),
      400,
      'message-invalid',
      'waitMs: This is needed. max: This is needed.',
    ],
    [
      'one held unit too many',
      'sync',
      () => ({ units: Array(10_001).fill({ unitId: 'u', generation: 1 }) }),
      400,
      'message-invalid',
      'units: At most 10000 entries.',
    ],
    [
      'a held unit between two generations',
      'sync',
      () => ({ units: [{ unitId: 'unt_1', generation: 0.5 }] }),
      400,
      'message-invalid',
      'units.0.generation: This must be a whole number.',
    ],
    [
      'an enormous held id',
      'sync',
      () => ({ units: [{ unitId: 'u'.repeat(129), generation: 1 }] }),
      400,
      'message-invalid',
      'units.0.unitId: At most 128 characters.',
    ],
    [
      'held units that are text',
      'sync',
      () => ({ units: 'unt_1' }),
      400,
      'message-invalid',
      'units: This must be of type array.',
    ],
    [
      'a procedure of another kind',
      '__proto__',
      () => ({}),
      404,
      'message-invalid',
      'The message could not be read.',
    ],
    [
      'a path that climbs',
      '%2e%2e%2ftrpc%2fusers.list',
      () => ({}),
      404,
      'message-invalid',
      'The message could not be read.',
    ],
    [
      'two calls at once',
      'report,report?batch=1',
      () => ({}),
      400,
      'message-invalid',
      'The message could not be read.',
    ],
  ])('for %s', (_, procedure, body, status, code, message) =>
    expectRefusal(door, { procedure, body: body(), bearer: 'hst_a', status, code, message }),
  );
});

describe('a session that is none', () => {
  it.each([
    ['without one', null, 'The call carries no session token.'],
    ['that nobody opened', '0'.repeat(43), 'The session has ended. Open a new one.'],
    ['that is enormous', '0'.repeat(9_000), 'The call carries no session token.'],
    ['that asks the database', "'--", 'The call carries no session token.'],
  ])('%s', async (_, bearer, message) => {
    for (const [procedure, body] of [
      ['poll', { waitMs: 0, max: 1 }],
      ['sync', { units: [] }],
      ['report', {}],
    ] as const) {
      await expectRefusal(door, { procedure, body, bearer, status: 401, code: 'session-invalid', message });
    }
  });
});

describe('a call of a stranger that is refused', () => {
  it.each<Case>([
    ['a challenge for nobody', 'challenge', () => ({}), 400, 'message-invalid', 'hostId: This is needed.'],
    [
      'a challenge for a number',
      'challenge',
      () => ({ hostId: 5 }),
      400,
      'message-invalid',
      'hostId: This must be of type string.',
    ],
    [
      'a challenge for an enormous name',
      'challenge',
      () => ({ hostId: 'h'.repeat(65) }),
      400,
      'message-invalid',
      'hostId: At most 64 characters.',
    ],
    [
      'a challenge for a host nobody knows',
      'challenge',
      () => ({ hostId: 'hst_nobody' }),
      401,
      'key-unknown',
      'The server does not know this host.',
    ],
    [
      'a challenge for a name with NUL',
      'challenge',
      () => ({ hostId: 'hst_a\0' }),
      401,
      'key-unknown',
      'The server does not know this host.',
    ],
    [
      'a challenge hidden in a prototype',
      'challenge',
      () => '{"__proto__":{"hostId":"hst_a"}}',
      400,
      'message-invalid',
      'hostId: This is needed.',
    ],
    [
      'more than a stranger may say',
      'challenge',
      () => ({ hostId: 'h'.repeat(300_000) }),
      413,
      'message-invalid',
      'The message could not be read.',
    ],
    [
      'an opening of no protocol',
      'openSession',
      () => ({ ...OPENING, protocol: 'one' }),
      400,
      'message-invalid',
      'protocol: This must be of type number.',
    ],
    [
      'an opening of an old protocol',
      'openSession',
      () => ({ ...OPENING, protocol: 0 }),
      412,
      'protocol-unsupported',
      'The agent cannot work with this server: agent-too-old.',
    ],
    [
      'an opening of a new protocol',
      'openSession',
      () => ({ ...OPENING, protocol: 2 ** 40 }),
      412,
      'protocol-unsupported',
      'The agent cannot work with this server: agent-too-new.',
    ],
    [
      'an opening without a signature',
      'openSession',
      () => ({ ...OPENING, signature: '' }),
      401,
      'signature-invalid',
      'The challenge was not answered with the key of this host.',
    ],
    [
      'an opening with a nonce of its own',
      'openSession',
      () => ({ ...OPENING, nonce: 'zzzzzz.salt.seal' }),
      401,
      'signature-invalid',
      'The challenge was not answered with the key of this host.',
    ],
    [
      'an opening with an endless nonce',
      'openSession',
      () => ({ ...OPENING, nonce: 'n'.repeat(129) }),
      400,
      'message-invalid',
      'nonce: At most 128 characters.',
    ],
    [
      'an opening for nobody',
      'openSession',
      () => ({ ...OPENING, hostId: 'hst_nobody' }),
      401,
      'key-unknown',
      'The server does not know this host.',
    ],
    [
      'an enrolment of nothing',
      'enrol',
      () => ({}),
      400,
      'message-invalid',
      'protocol: This is needed. token: This is needed. machineId: This is needed. publicKey: This is needed. agentVersion: This is needed. labels: This is needed. facts: This is needed.',
    ],
    [
      'an enrolment with a token nobody got',
      'enrol',
      () => ({ ...ENROLMENT, token: 'nobody-ever-got-this-token' }),
      401,
      'token-unknown',
      'The server has never given out this token.',
    ],
    [
      'an enrolment with an empty token',
      'enrol',
      () => ({ ...ENROLMENT, token: '' }),
      400,
      'message-invalid',
      'token: At least 1 character.',
    ],
    [
      'an enrolment with a token that asks the database',
      'enrol',
      () => ({ ...ENROLMENT, token: "' or '1'='1" }),
      401,
      'token-unknown',
      'The server has never given out this token.',
    ],
    [
      'an enrolment with a key that is none',
      'enrol',
      () => ({ ...ENROLMENT, publicKey: 'A'.repeat(60) }),
      400,
      'message-invalid',
      'The public key is not an Ed25519 key.',
    ],
    [
      'an enrolment with a key of another kind',
      'enrol',
      () => ({ ...ENROLMENT, publicKey: EC_KEY }),
      400,
      'message-invalid',
      'The public key is not an Ed25519 key.',
    ],
    [
      'an enrolment with an enormous key',
      'enrol',
      () => ({ ...ENROLMENT, publicKey: 'A'.repeat(513) }),
      400,
      'message-invalid',
      'publicKey: At most 512 characters.',
    ],
    [
      'an enrolment with labels that cannot be',
      'enrol',
      () => ({ ...ENROLMENT, labels: { 'a b': 'c' } }),
      400,
      'message-invalid',
      'The host labels cannot be used. A label key may not contain spaces, "=" or "&".',
    ],
    [
      'an enrolment with too many labels',
      'enrol',
      () => ({ ...ENROLMENT, labels: MANY_LABELS }),
      400,
      'message-invalid',
      'The host labels cannot be used. At most 200 labels.',
    ],
    [
      'an enrolment with labels that are numbers',
      'enrol',
      () => ({ ...ENROLMENT, labels: { a: 1 } }),
      400,
      'message-invalid',
      'labels.a: This must be of type string.',
    ],
    [
      'an enrolment of an old protocol',
      'enrol',
      () => ({ ...ENROLMENT, protocol: 0 }),
      412,
      'protocol-unsupported',
      'The agent cannot work with this server: agent-too-old.',
    ],
    [
      'an enrolment of a new protocol',
      'enrol',
      () => ({ ...ENROLMENT, protocol: 2 ** 40 }),
      412,
      'protocol-unsupported',
      'The agent cannot work with this server: agent-too-new.',
    ],
    [
      'an enrolment of a machine without an id',
      'enrol',
      () => ({ ...ENROLMENT, machineId: '' }),
      400,
      'message-invalid',
      'machineId: At least 8 characters. machineId: Expected letters, digits, dots, dashes and colons.',
    ],
    [
      'an enrolment of a machine with a path for an id',
      'enrol',
      () => ({ ...ENROLMENT, machineId: '../../etc/passwd' }),
      400,
      'message-invalid',
      'machineId: Expected letters, digits, dots, dashes and colons.',
    ],
    [
      'an enrolment with an endless version',
      'enrol',
      () => ({ ...ENROLMENT, agentVersion: 'v'.repeat(65) }),
      400,
      'message-invalid',
      'agentVersion: At most 64 characters.',
    ],
  ])('for %s', (_, procedure, body, status, code, message) =>
    expectRefusal(door, { procedure, body: body(), bearer: null, status, code, message }),
  );
});
