import { describe, expect, it } from 'vitest';
import { parseCompose } from './index.ts';

function parse(compose: string, variables: Record<string, string> = {}) {
  return parseCompose({ compose, rancherCompose: '', variables, stackName: 'shop' });
}

describe('YAML', () => {
  it('follows anchors, aliases and merge keys; own keys win', () => {
    const { services, problems } = parse(`
x-base: &base
  image: nginx
  restart: always
version: '2'
services:
  a: &a
    <<: *base
    environment: &env {LOG: info}
  b:
    <<: [*a, *base]
    image: httpd
    environment: {<<: *env, LOG: debug}
`);
    expect(problems).toEqual([]);
    expect(services.map(({ spec }) => [spec.launch.image, spec.launch.environment])).toEqual([
      ['nginx', { LOG: 'info' }],
      ['httpd', { LOG: 'debug' }],
    ]);
  });

  it.each([
    ['a tab', 'web:\n\timage: nginx\n', 2, 'syntax', /spaces/],
    ['a duplicate key', 'web:\n  image: a\n  image: b\n', 3, 'duplicate', /before/],
    ['a duplicate service', 'web: {image: a}\nweb: {image: b}\n', 2, 'duplicate', /before/],
    ['an unknown alias', 'web:\n  image: *img\n', 2, 'syntax', /quotes/],
    ['a cyclic alias', 'web: &w\n  image: nginx\n  labels: *w\n', 3, 'invalid', /itself/],
    ['a cyclic merge', 'web: &w\n  image: nginx\n  <<: *w\n', 3, 'invalid', /itself/],
    ['an open quote', 'web:\n  image: "nginx\n', 3, 'syntax', /quote/],
    ['two documents', 'web: {image: a}\n---\nb: {image: b}\n', 2, 'syntax', /One|one/],
    ['a list', '- web\n', 1, 'invalid', /map/],
    ['a variable in braces', 'web: {image: ${IMAGE}}\n', 1, 'syntax', /quotes around the variable/],
    ['a tag', 'web:\n  image: !secret x\n', 2, 'unsupported', /tags/],
    ['a template', '{{- if .Values.x }}\nweb:\n  image: a\n{{- end }}\n', 1, 'unsupported', /Templates/],
    ['a list in place of a service', 'web: [image]\n', 1, 'invalid', /map/],
    ['a key that is no text', '? [a]\n: b\n', 1, 'syntax', /key/],
  ])('%s is reported at its line', (_what, text, line, code, message) => {
    const [problem] = parse(text).problems;
    expect(problem).toMatchObject({ line, code });
    expect(problem?.message).toMatch(message);
  });

  it('stops alias bombs, deep nesting and variable bombs soon', () => {
    const levels = Array.from({ length: 12 }, (_, i) => `  l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(9)}]`);
    const bomb = `x-bomb:\n  l0: &l0 [x]\n${levels.join('\n')}\nweb: {image: nginx}\n`;
    const started = performance.now();
    expect(parse(bomb).problems[0]?.message).toMatch(/More than|Nested/);
    expect(parse('['.repeat(200_000)).problems[0]?.line).toBe(1);
    expect(parse(`web: ${'{a: '.repeat(60)}1${'}'.repeat(60)}`).problems[0]?.message).toMatch(/Nested/);
    const text = `web:\n  image: nginx\n  environment:\n${Array.from({ length: 100 }, (_, i) => `    A${i}: ${'$B'.repeat(15)}`).join('\n')}`;
    expect(parse(text, { B: 'x'.repeat(65_000) }).problems[0]?.message).toMatch(/too large/);
    // A parser without limits would run for minutes, or out of memory.
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
