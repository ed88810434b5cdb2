import fc from 'fast-check';
import { expect, it } from 'vitest';
import { serviceSpecSchema } from '../schemas/service.ts';
import { composeProblemSchema } from '../schemas/stack.ts';
import { parseCompose } from './index.ts';
import { serviceFields } from './service-fields.ts';

function check(compose: string, rancherCompose: string, variables: Record<string, string>) {
  const result = parseCompose({ compose, rancherCompose, variables, stackName: 'shop' });
  const lineCount = {
    'docker-compose.yml': compose.split('\n').length,
    'rancher-compose.yml': rancherCompose.split('\n').length,
  };
  for (const entry of [...result.problems, ...result.warnings]) {
    expect(composeProblemSchema.safeParse(entry).success).toBe(true);
    expect(entry.line).toBeGreaterThanOrEqual(1);
    expect(entry.line).toBeLessThanOrEqual(lineCount[entry.file]);
    expect(entry.column).toBeGreaterThanOrEqual(1);
    expect(entry.message).not.toBe('');
  }
  for (const service of result.services) expect(serviceSpecSchema.parse(service.spec)).toEqual(service.spec);
  // Either there is something to apply, or something to read.
  expect(result.services.length + result.problems.length).toBeGreaterThan(0);
}

const word = fc.oneof(
  fc.constantFrom(
    'web',
    'db',
    'a',
    '<<',
    '*a',
    '&a x',
    '~',
    '',
    'yes',
    '80:80',
    '/data',
    '$A',
    '${A:-b}',
    '$',
    '{',
    '[',
  ),
  fc.string({ maxLength: 12 }),
);
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  node: fc.oneof({ depthSize: 'small' }, word, fc.integer(), tie('list'), tie('map')),
  list: fc.array(tie('node'), { maxLength: 3 }),
  map: fc.dictionary(word, tie('node'), { maxKeys: 3 }),
})).node;
const labelKey = fc.constantFrom(
  'io.rancher.sidekicks',
  'io.rancher.scheduler.affinity:host_label',
  'io.rancher.container.pull_image',
  'io.rancher.stack.name',
  '__proto__',
  'x',
);
const service = fc
  .record(
    {
      image: fc.constantFrom('nginx', 'mysql:5.7', 'Bad Image', ''),
      labels: fc.oneof(value, fc.dictionary(labelKey, word, { maxKeys: 3 })),
      extra: fc.dictionary(fc.constantFrom(...Object.keys(serviceFields), 'build', 'zzz'), value, {
        maxKeys: 5,
      }),
    },
    { requiredKeys: [] },
  )
  .map(({ extra, ...own }) => ({ ...own, ...extra }));
const file = fc.oneof(
  fc.dictionary(word, service, { maxKeys: 4 }),
  fc.record({
    version: fc.constantFrom('2', '2.1', '3', '9', 2),
    services: fc.dictionary(fc.constantFrom('web', 'db', 'a-b', 'Web'), service, { maxKeys: 4 }),
    volumes: value,
    networks: value,
  }),
);

it('any text at all: never throws, and every problem lies inside the file', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200, unit: 'binary' }), fc.string({ maxLength: 80 }), (a, b) =>
      check(a, b, {}),
    ),
  );
});

it('YAML-like lines: never throws, and every problem lies inside the file', () => {
  const line = fc
    .tuple(
      fc.integer({ min: 0, max: 3 }),
      fc.constantFrom('', '- ', '\t', '? ', '# '),
      word,
      fc.constantFrom(':', ': ', '', ' |', ': &a'),
      word,
    )
    .map(([indent, mark, key, colon, text]) => `${'  '.repeat(indent)}${mark}${key}${colon}${text}`);
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), fc.array(line, { maxLength: 4 }), (a, b) =>
      check(a.join('\n'), b.join('\r\n'), { A: 'v' }),
    ),
    { numRuns: 300 },
  );
});

it('files of the right shape with anything inside: never throws, and what passes is valid', () => {
  fc.assert(
    fc.property(file, file, (a, b) =>
      check(JSON.stringify(a, null, 1), JSON.stringify(b, null, 1), { A: '80' }),
    ),
    { numRuns: 300 },
  );
});
