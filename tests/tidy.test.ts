import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

/*
 * House rules that the linter does not know (biome.json has the others). A finding is one line, `path:line what is wrong and what to do`, so that a failing
 * run reads as a list of things to mend.
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const TEXT = /\.(ts|tsx|mjs|cjs|js|json|css|sh|sql|prisma|md|toml|yml|yaml|html|svg)$|^[^.]+$/;
const CODE = /\.(ts|tsx|mjs|cjs|js)$/;
const SHELL = /\.sh$|^bin\/[^./]+$|^\.ci\/[^./]+$/;
/** Without the one place that has only words to go by: Docker's engine gives no codes. */
const PRODUCTION = /^(server|agent|app|bin)\/(?!docker\/|lib\/pg-words)(?!.*\.(test|spec)\.tsx?$).*\.tsx?$/;
const TEST = /\.(test|spec)\.tsx?$/;
/** Written by tools, or words of users. */
const NOT_OURS = /^(package-lock\.json|prisma\/migrations\/|public\/|.*\/fixtures\/|messages\/)/;
const THIS_FILE = 'tests/tidy.test.ts';

const LINES_MAX = 400;
const TEST_LINES_MAX = 600;

interface File {
  readonly path: string;
  readonly lines: readonly string[];
}

function listFiles(): string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 });
  return listed.split('\0').filter((path) => path !== '' && existsSync(join(ROOT, path)));
}

const paths = listFiles();
const ours = paths.filter((path) => !NOT_OURS.test(path) && path !== THIS_FILE);
const files: File[] = ours
  .filter((path) => TEXT.test(path))
  .map((path) => ({ path, lines: readFileSync(join(ROOT, path), 'utf8').split('\n') }));

function findLines(where: RegExp, pattern: RegExp, complaint: string): string[] {
  return files
    .filter((file) => where.test(file.path))
    .flatMap(({ path, lines }) =>
      lines.flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${complaint}`] : [])),
    );
}

const ANY = /./;
const COMMENT = String.raw`(^|\s)(//|/?\*|#|--)\s.*`;

describe('house rules', () => {
  it.each([
    [ANY, /\b(TODO|FIXME|HACK|XXX)\b/, 'says it is unfinished: finish it or leave it out'],
    [ANY, /not implemented/i, 'says it is unfinished: finish it or leave it out'],
    [
      CODE,
      new RegExp(`${COMMENT}\\b(placeholder|stub)\\b`, 'i'),
      'stands in for something: put the thing itself',
    ],
    [
      CODE,
      /@ts-(ignore|expect-error|nocheck)|biome-ignore|eslint-disable/,
      'silences a tool: mend what it says',
    ],
    [
      PRODUCTION,
      /\.message\.(includes|startsWith|endsWith|match)\(|\.test\(\w*\.message\)/,
      'decides by the words of an error: decide by its code',
    ],
    [TEST, /\b(it|test|describe)\.(todo|fixme|fails)\b/, 'lets a test fail: mend it or remove it'],
    [
      TEST,
      /waitForTimeout|setTimeout\(\w+, *[1-9]|await (sleep|delay|setTimeout)\(/,
      'sleeps: wait for what it waits for',
    ],
    [ANY, new RegExp(['(^|[^\\w.])', 'work', '(main|shared)\\b'].join('/')), 'names a place on one machine'],
    [ANY, /(^|[\s'"`=(])\/(root|home\/\w+)\/[\w.]/, 'names a place on one machine'],
    [CODE, /^\s*\*? ?(Created|Modified|Author|Updated)( by| on)?:/, "keeps history: that is the commit's"],
  ])('%s: no %s', (where, pattern, complaint) => {
    expect(findLines(where, pattern, complaint)).toEqual([]);
  });

  it(`keeps files short: ${LINES_MAX} lines, tests ${TEST_LINES_MAX}`, () => {
    const most = (path: string) => (TEST.test(path) ? TEST_LINES_MAX : LINES_MAX);
    const long = files
      .filter(({ path }) => (CODE.test(path) || SHELL.test(path)) && !path.endsWith('.json'))
      .filter(({ path, lines }) => lines.length - 1 > most(path))
      .map(
        ({ path, lines }) =>
          `${path} has ${lines.length - 1} lines, ${most(path)} are allowed: split it by concept`,
      );

    expect(long).toEqual([]);
  });

  it('names files and directories in kebab-case', () => {
    // Next gives [brackets], (groups) and _private their meaning; capitals belong to a few names known everywhere.
    const part =
      /^(\.?[a-z0-9]+([-.][a-z0-9]+)*|_?[a-z0-9]+(-[a-z0-9]+)*|\[{1,2}(\.{3})?[a-z-]+\]{1,2}|\([a-z-]+\))$/;
    const known =
      /^(README\.md|LICENSE|CONTRIBUTING\.md|SECURITY\.md|CHANGELOG\.md|NOTICE|Dockerfile|migration_lock\.toml)$/;
    const odd = ours.filter(
      (path) => !path.split('/').every((name) => part.test(name) || known.test(basename(name))),
    );

    expect(odd.map((path) => `${path} is not in kebab-case`)).toEqual([]);
  });
});

describe('dependencies', () => {
  const manifestSchema = z.object({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
    optionalDependencies: z.record(z.string(), z.string()),
  });
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };

  it('are pinned to one version each', () => {
    const loose = Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version));

    expect(loose.map(([name, version]) => `${name}: ${version} is a range; say one version`)).toEqual([]);
  });

  it('are each explained, with their version, in docs/dependencies.md', () => {
    const explained = readFileSync(join(ROOT, 'docs/dependencies.md'), 'utf8');
    const missing = Object.entries(all).filter(
      ([name, version]) =>
        !explained.split('\n').some((line) => line.includes(`\`${name}\``) && line.includes(version)),
    );

    expect(missing.map(([name, version]) => `${name} ${version} has no line`)).toEqual([]);
  });

  it('are locked without the address of any one registry', () => {
    const locked = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');

    expect(locked.match(/"resolved": "https?:\/\/[^"]+/g) ?? []).toEqual([]);
  });
});
