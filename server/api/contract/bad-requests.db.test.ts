import { afterAll, beforeAll, describe, it } from 'vitest';
import { bearerOf, expectRefusal } from '../testing/raw-call.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

/* What no client of ours sends: each is refused in the same words, nothing is kept, and the server goes on. */

let api: TestApi;
let headers: { authorization: string };
let ENV: string;
let stackId: string;

beforeAll(async () => {
  api = await startTestApi();
  headers = await bearerOf(api, 'admin');
  ENV = api.environmentId;
  stackId = (await api.admin.stacks.create.mutate({ environmentId: ENV, name: 'shop' })).id;
});
afterAll(() => api.close());

const json = (input: unknown, meta?: unknown) =>
  JSON.stringify(meta === undefined ? { json: input } : { json: input, meta });
/** With the launch config as text, so that anything can stand there. */
const service = (launch: string) =>
  `{"json":{"environmentId":"${ENV}","stackId":"${stackId}","name":"x","spec":{"launch":${launch}}}}`;
const BATCH = `${Array(51).fill('environments.list').join()}?batch=1`;

type Case = readonly [
  name: string,
  path: string,
  body: () => string,
  status: number,
  code: string,
  message: string,
  field: string | null,
];

describe('a request that cannot be understood', () => {
  it.each<Case>([
    [
      'half of a message',
      'environments.create',
      () => '{',
      400,
      'invalid-input',
      'The request could not be read.',
      null,
    ],
    [
      'an empty body',
      'environments.create',
      () => '',
      400,
      'invalid-input',
      'The request could not be read.',
      null,
    ],
    [
      'nothing',
      'environments.create',
      () => 'null',
      400,
      'invalid-input',
      'The request could not be read.',
      null,
    ],
    [
      'a list',
      'environments.create',
      () => '[]',
      400,
      'invalid-input',
      'The request could not be read.',
      null,
    ],
    [
      'text',
      'environments.create',
      () => '"x"',
      400,
      'invalid-input',
      'The request could not be read.',
      null,
    ],
    [
      'an input that is not wrapped',
      'environments.create',
      () => '{"name":"x"}',
      400,
      'invalid-input',
      'The request could not be read.',
      null,
    ],
    [
      'half a million levels',
      'environments.create',
      () => `{"json":${'['.repeat(500_000)}${']'.repeat(500_000)}}`,
      400,
      'invalid-input',
      'The request is nested too deeply.',
      null,
    ],
    [
      'a million parts',
      'environments.create',
      () => `{"json":[${'0,'.repeat(1_000_000)}0]}`,
      400,
      'invalid-input',
      'The request has too many parts.',
      null,
    ],
    [
      'five megabytes',
      'environments.create',
      () => json({ name: 'x'.repeat(5_000_000) }),
      413,
      'limit-reached',
      'The request is too large.',
      null,
    ],
    [
      'a date to be revived',
      'environments.create',
      () => json({ name: '2026-01-01' }, { values: { name: ['Date'] } }),
      400,
      'invalid-input',
      'The request could not be read.',
      null,
    ],
    [
      'an expression to be revived',
      'environments.create',
      () => json({ name: '/(a+)+$/' }, { values: { name: ['regexp'] } }),
      400,
      'invalid-input',
      'The request could not be read.',
      null,
    ],
    [
      'three million digits to be revived',
      'environments.create',
      () => json({ name: '9'.repeat(3_000_000) }, { values: { name: ['bigint'] } }),
      400,
      'invalid-input',
      'The request could not be read.',
      null,
    ],
    [
      'a class to be revived',
      'environments.create',
      () => json({ name: 'x' }, { values: { name: [['class', 'Environment']] } }),
      400,
      'invalid-input',
      'The request could not be read.',
      null,
    ],
    [
      'marks without end',
      'environments.create',
      () => `{"json":{"name":"x"},"meta":{"values":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
      400,
      'invalid-input',
      'The request could not be read.',
      null,
    ],
    [
      'a mark on a prototype',
      'environments.create',
      () => json({ name: 'x' }, { values: { '__proto__.x': ['undefined'] } }),
      400,
      'invalid-input',
      'The request could not be read.',
      null,
    ],
    [
      'marks that are text',
      'environments.create',
      () => json({ name: 'x' }, 'marks'),
      400,
      'invalid-input',
      'The request could not be read.',
      null,
    ],
    [
      'a prototype in the input',
      'environments.create',
      () => '{"json":{"name":"x","__proto__":{"kind":"admin"}}}',
      400,
      'invalid-input',
      'The name __proto__ cannot be used.',
      null,
    ],
    [
      'a prototype deep in the input',
      'services.create',
      () => service('{"image":"nginx","environment":{"__proto__":"x"}}'),
      400,
      'invalid-input',
      'The name __proto__ cannot be used.',
      'spec.launch.environment',
    ],
    [
      'NUL in a value',
      'environments.create',
      () => json({ name: 'a\0b' }),
      400,
      'invalid-input',
      'There is a character that cannot be stored: NUL or half of a pair.',
      'name',
    ],
    [
      'NUL in a key',
      'environments.create',
      () => json({ name: 'x', 'a\0': 1 }),
      400,
      'invalid-input',
      'There is a character that cannot be stored: NUL or half of a pair.',
      null,
    ],
    [
      'half of a pair',
      'environments.create',
      () => json({ name: 'a\ud800' }),
      400,
      'invalid-input',
      'There is a character that cannot be stored: NUL or half of a pair.',
      'name',
    ],
    [
      'NUL deep inside',
      'services.create',
      () => service('{"image":"nginx","command":["a\\u0000"]}'),
      400,
      'invalid-input',
      'There is a character that cannot be stored: NUL or half of a pair.',
      'spec.launch.command.0',
    ],
    [
      'a procedure nobody knows',
      'nobody.knows',
      () => '{}',
      404,
      'not-found',
      'There is no such procedure.',
      null,
    ],
    [
      'a procedure of a prototype',
      '__proto__.toString',
      () => '{}',
      404,
      'not-found',
      'There is no such procedure.',
      null,
    ],
    ['the constructor', 'constructor', () => '{}', 404, 'not-found', 'There is no such procedure.', null],
    [
      'more calls than a batch may have',
      BATCH,
      () => '{}',
      400,
      'invalid-input',
      'The request could not be read.',
      null,
    ],
    [
      'a question and a change in one batch',
      'environments.list,environments.create?batch=1',
      () => '{}',
      400,
      'invalid-input',
      'The request could not be read.',
      null,
    ],
    [
      'a batch that is a list',
      'environments.create,environments.create?batch=1',
      () => '[1]',
      400,
      'invalid-input',
      'The request could not be read.',
      null,
    ],
    [
      'a batch of which one is no input',
      'environments.create,environments.create?batch=1',
      () => '{"0":{"json":{"name":"y"}},"1":5}',
      400,
      'invalid-input',
      'The request could not be read.',
      null,
    ],
  ])('%s', (_name, path, body, status, code, message, field) =>
    expectRefusal(api, { path, body: body(), headers }, { status, code, message, field }),
  );
});
