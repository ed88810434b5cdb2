import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseCompose } from './index.ts';

/** Public catalogues laid beside the repository; not part of it. */
const CORPUS = fileURLToPath(new URL('../../../shared/corpus', import.meta.url));

function composeFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('/docker-compose.yml'))
    .map((path) => join(directory, path));
}

describe.skipIf(!existsSync(CORPUS))(`every catalogue entry under ${CORPUS} (skipped when absent)`, () => {
  it('parses without throwing, with each problem inside its file', ({ annotate }) => {
    const counts = { total: 0, ok: 0, unsupported: 0, other: 0 };
    for (const path of composeFiles(CORPUS)) {
      const compose = readFileSync(path, 'utf8');
      const beside = join(dirname(path), 'rancher-compose.yml');
      const rancherCompose = existsSync(beside) ? readFileSync(beside, 'utf8') : '';
      const { problems, services } = parseCompose({
        compose,
        rancherCompose,
        variables: {},
        stackName: 'corpus',
      });
      const lines = { 'docker-compose.yml': compose, 'rancher-compose.yml': rancherCompose };
      for (const problem of problems) {
        expect(problem.line).toBeLessThanOrEqual(lines[problem.file].split('\n').length);
      }
      counts.total += 1;
      if (problems.length === 0) counts.ok += 1;
      else if (problems.some((problem) => problem.code === 'unsupported')) counts.unsupported += 1;
      else counts.other += 1;
      expect(services.length + problems.length).toBeGreaterThan(0);
    }
    expect(counts.total).toBeGreaterThan(0);
    return annotate(JSON.stringify(counts));
  });
});
