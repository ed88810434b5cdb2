import fc from 'fast-check';
import { expect, it } from 'vitest';
import { serviceSpecSchema } from '../schemas/service.ts';
import { composeProblemSchema } from '../schemas/stack.ts';
import { parseCompose } from './index.ts';
import { serviceFields } from './service-fields.ts';

/** For the whole of a property, on a machine that is busy with other things. */
const LONGEST_MS = 60_000;

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
  // JSON writes what cannot be stored as an escape, and nothing else.
  if (result.problems.length === 0) {
    expect(JSON.stringify(result.services)).not.toMatch(/\\u0000|\\ud[89a-f]/);
  }
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

it(
  'any text at all: never throws, and every problem lies inside the file',
  () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'binary' }), fc.string({ maxLength: 80 }), (a, b) =>
        check(a, b, {}),
      ),
    );
  },
  LONGEST_MS,
);

it(
  'YAML-like lines: never throws, and every problem lies inside the file',
  () => {
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
  },
  LONGEST_MS,
);

it(
  'files of the right shape with anything inside: never throws, and what passes is valid',
  () => {
    fc.assert(
      fc.property(file, file, (a, b) =>
        check(JSON.stringify(a, null, 1), JSON.stringify(b, null, 1), { A: '80' }),
      ),
      { numRuns: 300 },
    );
  },
  LONGEST_MS,
);

/** Anchors, aliases and merges that point up, down, at each other and at themselves. */
it(
  'anchors and merges in any order: never throws, never runs away',
  () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const reference = fc.oneof(
      name.map((to) => `*${to}`),
      name.map((to) => `{<<: *${to}, image: nginx}`),
      fc
        .array(name, { minLength: 1, maxLength: 3 })
        .map((to) => `{<<: [${to.map((one) => `*${one}`).join()}]}`),
      fc.constantFrom('nginx', '{image: nginx}', '[x, y]', '~'),
    );
    const line = fc
      .tuple(
        fc.constantFrom('web', 'db', 'x-base', 'labels', 'environment', '<<'),
        fc.option(name),
        reference,
      )
      .map(([key, anchor, to]) => `${key}: ${anchor === null ? '' : `&${anchor} `}${to}`);
    const block = fc
      .tuple(line, fc.array(line, { maxLength: 4 }))
      .map(([head, below]) => [head.replace(/: .*$/, ':'), ...below.map((one) => `  ${one}`)].join('\n'));
    const text = fc.array(fc.oneof(line, block), { maxLength: 8 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (a, b) => check(a, b, {})),
      { numRuns: 400 },
    );
  },
  LONGEST_MS,
);

it(
  'deep and wide files: never throws, never runs away',
  () => {
    const opened = fc.constantFrom(
      '[',
      '{a: ',
      '- ',
      '? ',
      '&a [',
      '"',
      "'",
      '|\n ',
      '  ',
      '*a, ',
      '${A:-',
      '!!map {',
    );
    const text = fc
      .tuple(
        fc.constantFrom('web: ', 'services:\n  web: ', ''),
        opened,
        fc.integer({ min: 1, max: 30_000 }),
        opened,
      )
      .map(([head, first, count, last]) => head + first.repeat(count) + last.repeat(3));
    fc.assert(
      fc.property(text, fc.constantFrom('', 'web: {scale: 2}'), (a, b) => check(a, b, { A: 'x' })),
      { numRuns: 60 },
    );
  },
  LONGEST_MS,
);

const PAIRS: readonly (readonly [compose: string, rancherCompose: string])[] = [
  [
    `version: '2'
services:
  Front:
    image: registry.example:5000/shop/front:\${TAG:-1.4}
    command: ["serve", "--port", "8080"]
    ports:
    - "80:8080"
    - 10.0.0.5:443:8443/tcp
    environment:
      API: http://api:9000
      SECRET: \${SECRET:?give one}
    labels: &common
      io.rancher.scheduler.affinity:host_label: role=web
      io.rancher.container.pull_image: always
    links:
    - api:backend
  api:
    image: shop/api
    labels:
      <<: *common
      io.rancher.sidekicks: logs, metrics
    volumes: [data:/var/lib/api, /etc/localtime:/etc/localtime:ro]
    mem_limit: 512m
    restart: on-failure:5
  logs: {image: shop/logs, network_mode: host, stop_grace_period: 1m30s}
  metrics: {image: "shop/metrics@sha256:${'0'.repeat(64)}"}
volumes:
  data: {}
`,
    `version: '2'
services:
  Front:
    scale: 3
  api:
    scale: 2
`,
  ],
  [
    'web:\n  image: nginx\n  links: [db, "db:data"]\n  tty: true\ndb:\n  image: mysql:5.7\n  environment:\n  - MYSQL_ROOT_PASSWORD=$PASSWORD\n  volumes: ["/data"]\n',
    'web: {scale: 2}\ndb: {scale: 1}\n',
  ],
];

/** What an editor, a bad merge or a careless hand does to a file. */
const edit = fc.tuple(
  fc.constantFrom('drop', 'double', 'swap', 'indent', 'outdent', 'cut', 'insert', 'join'),
  fc.nat(),
  fc.nat(),
  fc.constantFrom(
    ':',
    '-',
    '#',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    '&a ',
    '*a',
    '<<: ',
    '\t',
    '$',
    '\0',
    '\ud800',
    '\u202e',
    '|',
  ),
);

type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function edited(text: string, [kind, where, at, token]: Edit): string {
  const lines = text.split('\n');
  const index = where % lines.length;
  const line = lines[index] ?? '';
  const column = line.length === 0 ? 0 : at % line.length;
  const put = (...now: string[]) => lines.toSpliced(index, 1, ...now).join('\n');
  switch (kind) {
    case 'drop':
      return put();
    case 'double':
      return put(line, line);
    case 'swap':
      return lines
        .toSpliced(index, 1)
        .toSpliced(at % lines.length, 0, line)
        .join('\n');
    case 'indent':
      return put(`  ${line}`);
    case 'outdent':
      return put(line.replace(/^ {1,2}/, ''));
    case 'cut':
      return put(line.slice(0, column));
    case 'join':
      return lines.toSpliced(index, 2, line + (lines[index + 1] ?? '').trim()).join('\n');
    default:
      return put(line.slice(0, column) + token + line.slice(column));
  }
}

it(
  'real files after careless edits, with the file beside them: never throws, and what passes is valid',
  () => {
    const edits = fc.array(edit, { maxLength: 6 });
    for (const [compose, rancherCompose] of PAIRS) {
      fc.assert(
        fc.property(edits, edits, (ours, beside) =>
          check(ours.reduce(edited, compose), beside.reduce(edited, rancherCompose), {
            SECRET: 's',
            PASSWORD: 'p',
          }),
        ),
        { numRuns: 250 },
      );
    }
  },
  LONGEST_MS,
);

it('and before any edit they are taken', () => {
  for (const [compose, rancherCompose] of PAIRS) {
    const variables = { SECRET: 's', PASSWORD: 'p' };
    expect(parseCompose({ compose, rancherCompose, variables, stackName: 'shop' }).problems).toEqual([]);
  }
});
