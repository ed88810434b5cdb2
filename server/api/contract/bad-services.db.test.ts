import { afterAll, beforeAll, describe, it } from 'vitest';
import { bearerOf, expectRefusal } from '../testing/raw-call.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

/* Services that cannot be, read and refused: with the code, the field and a sentence that tells the cure. */

let api: TestApi;
let headers: { authorization: string };
let ENV: string;
let stackId: string;

beforeAll(async () => {
  api = await startTestApi();
  headers = await bearerOf(api, 'admin');
  ENV = api.environmentId;
  stackId = (await api.admin.stacks.create.mutate({ environmentId: ENV, name: 'shop' })).id;
  const spec = { launch: { image: 'nginx' } };
  await api.admin.services.create.mutate({ environmentId: ENV, stackId, name: 'web', spec });
});
afterAll(() => api.close());

const json = (input: unknown, meta?: unknown) =>
  JSON.stringify(meta === undefined ? { json: input } : { json: input, meta });
const NGINX = '{"image":"nginx"}';
/** With the launch config as text, so that anything can stand there. */
const service = (launch: string, name = 'x', rest = '"hostRules":[]') =>
  `{"json":{"environmentId":"${ENV}","stackId":"${stackId}","name":"${name}","spec":{"launch":${launch},${rest}}}}`;
const linked = (links: string) =>
  `{"json":{"environmentId":"${ENV}","stackId":"${stackId}","name":"x","links":${links},"spec":{"launch":${NGINX}}}}`;
const NOBODYS_STACK = 'stk_00000000000000000000000001';
const MANY_LABELS = JSON.stringify(
  Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`k${at}`, 'v'])),
);

type Case = readonly [
  name: string,
  path: string,
  body: () => string,
  status: number,
  code: string,
  message: string,
  field: string | null,
];

describe('a service that is refused', () => {
  it.each<Case>([
    [
      'a service there is, in other letters',
      'services.create',
      () => service(NGINX, 'WEB'),
      409,
      'name-taken',
      'The stack already has a service or sidekick WEB.',
      'name',
    ],
    [
      'a service of a stack that is not there',
      'services.create',
      () =>
        json({ environmentId: ENV, stackId: NOBODYS_STACK, name: 'x', spec: { launch: { image: 'nginx' } } }),
      404,
      'not-found',
      'There is no such stack.',
      null,
    ],
    [
      'an image that is none',
      'services.create',
      () => service('{"image":"Bad Image"}'),
      400,
      'invalid-input',
      'Not an image reference. Write it as name, name:tag or registry.example/name:tag.',
      'spec.launch.image',
    ],
    [
      'an endless image',
      'services.create',
      () => service(`{"image":"${'a'.repeat(513)}"}`),
      400,
      'invalid-input',
      'At most 512 characters.',
      'spec.launch.image',
    ],
    [
      'an image that takes long to judge',
      'services.create',
      () => service(`{"image":"${'a-'.repeat(250)}!"}`),
      400,
      'invalid-input',
      'Not an image reference. Write it as name, name:tag or registry.example/name:tag.',
      'spec.launch.image',
    ],
    [
      'one port too many',
      'services.create',
      () =>
        service(`{"image":"nginx","ports":[${Array(257).fill('{"hostPort":1,"containerPort":1}').join()}]}`),
      400,
      'invalid-input',
      'At most 256 entries.',
      'spec.launch.ports',
    ],
    [
      'port 0',
      'services.create',
      () => service('{"image":"nginx","ports":[{"hostPort":0,"containerPort":1}]}'),
      400,
      'invalid-input',
      'At least 1.',
      'spec.launch.ports.0.hostPort',
    ],
    [
      'port 65536',
      'services.create',
      () => service('{"image":"nginx","ports":[{"hostPort":1,"containerPort":65536}]}'),
      400,
      'invalid-input',
      'At most 65535.',
      'spec.launch.ports.0.containerPort',
    ],
    [
      'a port twice',
      'services.create',
      () =>
        service(
          '{"image":"nginx","ports":[{"hostPort":8,"containerPort":1},{"hostPort":8,"containerPort":2}]}',
        ),
      400,
      'invalid-input',
      'Port 8/tcp requested more than once.',
      'spec.launch.ports.1.hostPort',
    ],
    [
      'an address that is none',
      'services.create',
      () => service('{"image":"nginx","ports":[{"hostIp":"999.1.1.1","hostPort":8,"containerPort":1}]}'),
      400,
      'invalid-input',
      'Invalid IPv4 address.',
      'spec.launch.ports.0.hostIp',
    ],
    [
      'a variable with = in its name',
      'services.create',
      () => service('{"image":"nginx","environment":{"a=b":"c"}}'),
      400,
      'invalid-input',
      'A variable name may not contain spaces or "=".',
      'spec.launch.environment.a=b',
    ],
    [
      'an endless variable',
      'services.create',
      () => service(`{"image":"nginx","environment":{"a":"${'c'.repeat(65_537)}"}}`),
      400,
      'invalid-input',
      'At most 65536 characters.',
      'spec.launch.environment.a',
    ],
    [
      'one label too many',
      'services.create',
      () => service(`{"image":"nginx","labels":${MANY_LABELS}}`),
      400,
      'invalid-input',
      'At most 200 labels.',
      'spec.launch.labels',
    ],
    [
      'a label with a space',
      'services.create',
      () => service('{"image":"nginx","labels":{"a b":"c"}}'),
      400,
      'invalid-input',
      'A label key may not contain spaces, "=" or "&".',
      'spec.launch.labels.a b',
    ],
    [
      "a label of Drover's own",
      'services.create',
      () => service('{"image":"nginx","labels":{"IO.drover.unit":"unt_1"}}'),
      400,
      'invalid-input',
      'The label IO.drover.unit is set by Drover itself. Take it out.',
      'spec.launch.labels',
    ],
    [
      "a label of Drover's own on a sidekick",
      'services.create',
      () =>
        service(
          NGINX,
          'x',
          '"sidekicks":[{"name":"s","launch":{"image":"a","labels":{"io.drover.agent":"true"}}}]',
        ),
      400,
      'invalid-input',
      'The label io.drover.agent is set by Drover itself. Take it out.',
      'spec.sidekicks.0.launch.labels',
    ],
    [
      'a volume that is a word',
      'services.create',
      () => service('{"image":"nginx","volumes":["data"]}'),
      400,
      'invalid-input',
      'Write a volume as /path, name:/path or /host/path:/path, with :ro at the end for read-only.',
      'spec.launch.volumes.0',
    ],
    [
      'less memory than Docker takes',
      'services.create',
      () => service('{"image":"nginx","memoryBytes":1}'),
      400,
      'invalid-input',
      'Docker needs at least 6 MiB.',
      'spec.launch.memoryBytes',
    ],
    [
      'memory below none',
      'services.create',
      () => service('{"image":"nginx","memoryReservationBytes":-1}'),
      400,
      'invalid-input',
      'At least 0.',
      'spec.launch.memoryReservationBytes',
    ],
    [
      'a network nobody knows',
      'services.create',
      () => service('{"image":"nginx","networkMode":"container:abc"}'),
      400,
      'invalid-input',
      'Choose one of: bridge, host, none.',
      'spec.launch.networkMode',
    ],
    [
      'a restart policy nobody knows',
      'services.create',
      () => service('{"image":"nginx","restartPolicy":{"name":"forever"}}'),
      400,
      'invalid-input',
      'Choose one of: no, always, on-failure, unless-stopped.',
      'spec.launch.restartPolicy.name',
    ],
    [
      'a day to stop in',
      'services.create',
      () => service('{"image":"nginx","stopTimeoutMs":86400000}'),
      400,
      'invalid-input',
      'At most 3600000.',
      'spec.launch.stopTimeoutMs',
    ],
    [
      'one argument too many',
      'services.create',
      () => service(`{"image":"nginx","command":[${Array(257).fill('"a"').join()}]}`),
      400,
      'invalid-input',
      'At most 256 entries.',
      'spec.launch.command',
    ],
    [
      'a spec of a newer version',
      'services.create',
      () => service(NGINX, 'x', '"version":2'),
      400,
      'invalid-input',
      'Choose one of: 1.',
      'spec.version',
    ],
    [
      'one sidekick too many',
      'services.create',
      () =>
        service(
          NGINX,
          'x',
          `"sidekicks":[${Array.from({ length: 17 }, (_, at) => `{"name":"s${at}","launch":{"image":"a"}}`).join()}]`,
        ),
      400,
      'invalid-input',
      'At most 16 entries.',
      'spec.sidekicks',
    ],
    [
      'a sidekick twice',
      'services.create',
      () =>
        service(
          NGINX,
          'x',
          '"sidekicks":[{"name":"a","launch":{"image":"a"}},{"name":"a","launch":{"image":"a"}}]',
        ),
      409,
      'name-taken',
      'The name a is used twice in this service.',
      'spec.sidekicks.1.name',
    ],
    [
      'a sidekick with the name of its service',
      'services.create',
      () => service(NGINX, 'x', '"sidekicks":[{"name":"X","launch":{"image":"a"}}]'),
      409,
      'name-taken',
      'The name X is used twice in this service.',
      'spec.sidekicks.0.name',
    ],
    [
      'a link to itself',
      'services.create',
      () => linked('[{"service":"x","alias":"y"}]'),
      400,
      'invalid-input',
      'There is no service x to link to.',
      'links.0.service',
    ],
    [
      'a link to nobody',
      'services.create',
      () => linked('[{"service":"nobody","alias":"y"}]'),
      400,
      'invalid-input',
      'There is no service nobody to link to.',
      'links.0.service',
    ],
    [
      'an alias twice',
      'services.create',
      () => linked('[{"service":"web","alias":"y"},{"service":"web","alias":"Y"}]'),
      400,
      'invalid-input',
      'The alias Y is used twice.',
      'links.1.alias',
    ],
    [
      'a link with a path',
      'services.create',
      () => linked('[{"service":"a/b/c","alias":"y"}]'),
      400,
      'invalid-input',
      'Write it as service, or as stack/service for one of another stack.',
      'links.0.service',
    ],
  ])('%s', (_name, path, body, status, code, message, field) =>
    expectRefusal(api, { path, body: body(), headers }, { status, code, message, field }),
  );
});
