import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/*
 * Words that point at other things: links at files, lines about packages at packages, one language's words at
 * another's. A finding is one line that says where it is and what to do.
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

function listDocuments(): string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.md'];
  const listed = execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' });
  return listed.split('\0').filter((path) => path !== '' && existsSync(join(ROOT, path)));
}

/** Links to files of this repository; what is in a code span or leads to another machine is none. */
function linksOf(line: string): string[] {
  const links = line.replace(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)[^)]*\)/g);
  return [...links].map((link) => link[1] ?? '').filter((target) => !/^(#|[a-z]+:)/.test(target));
}

describe('documents', () => {
  it('link to files that are there', () => {
    const broken = listDocuments().flatMap((path) =>
      read(path)
        .split('\n')
        .flatMap((line, index) =>
          linksOf(line)
            .filter((target) => !existsSync(join(ROOT, dirname(path), decodeURI(target.split('#')[0] ?? ''))))
            .map(
              (target) => `${path}:${index + 1} links to ${target}, which is not there: name its new place`,
            ),
        ),
    );

    expect(broken).toEqual([]);
  });

  it('explain no package that is not depended on', () => {
    const manifest = JSON.parse(read('package.json'));
    const names = new Set(
      ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
        Object.keys(manifest[kind]),
      ),
    );
    const gone = read('docs/dependencies.md')
      .split('\n')
      .map((line, index) => ({ name: /^\| `([^`]+)` \|/.exec(line)?.[1], line: index + 1 }))
      .filter(({ name }) => name !== undefined && !names.has(name));

    expect(
      gone.map(({ name, line }) => `docs/dependencies.md:${line} explains ${name}: remove the line`),
    ).toEqual([]);
  });
});

/** `a.b.c` for every word of a language, so that two languages can be laid side by side. */
function keysOf(words: unknown, prefix = ''): string[] {
  if (typeof words !== 'object' || words === null) return [prefix];
  return Object.entries(words).flatMap(([key, value]) =>
    keysOf(value, prefix === '' ? key : `${prefix}.${key}`),
  );
}

describe('languages', () => {
  it('say the same things as English', () => {
    const english = new Set(keysOf(JSON.parse(read('messages/en.json'))));
    const uneven = readdirSync(join(ROOT, 'messages'))
      .filter((name) => name.endsWith('.json') && name !== 'en.json')
      .flatMap((name) => {
        const keys = new Set(keysOf(JSON.parse(read(`messages/${name}`))));
        return [
          ...[...english]
            .filter((key) => !keys.has(key))
            .map((key) => `messages/${name} lacks ${key}: translate it`),
          ...[...keys]
            .filter((key) => !english.has(key))
            .map((key) => `messages/${name} has ${key}, English has not: remove it`),
        ];
      });

    expect(uneven).toEqual([]);
  });
});
