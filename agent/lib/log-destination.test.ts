import { expect, it } from 'vitest';
import { logDestination } from './log-destination.ts';

it('a disk that is full: lines are lost, and nothing else happens', () => {
  const full = logDestination('/dev/full');
  expect(() => {
    for (let count = 0; count < 1_000; count++) full.write(`{"msg":"${'x'.repeat(1_000)}"}\n`);
  }).not.toThrow();
});
