import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MUTANTS } from './mutants.ts';
import { change } from './plant.ts';

const ROOT = new URL('../../../', import.meta.url);

it.each(MUTANTS)('$name: its place is there, once', (mutant) => {
  const source = readFileSync(new URL(mutant.file, ROOT), 'utf8');
  expect(change(mutant, source)).not.toBe(source);
});

it('have names of their own', () => {
  expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
});
