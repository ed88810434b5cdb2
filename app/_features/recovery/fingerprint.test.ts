import { expect, it } from 'vitest';
import { compareTyped, groupsOf } from './fingerprint.ts';

const fingerprint = '3fa9c1d27b5e8046aa10bb22cc33dd44ee55ff6600778899aabbccddeeff0011';

it('is shown in groups of four digits', () => {
  const groups = groupsOf(fingerprint);
  expect(groups).toHaveLength(16);
  expect(groups.slice(0, 2)).toEqual(['3fa9', 'c1d2']);
  expect(groups.join('')).toBe(fingerprint);
});

it.each([
  ['3fa9c1d2', 'same'],
  [' 3FA9 C1D2 ', 'same'],
  ['3fa9:c1d2:7b5e', 'same'],
  [fingerprint, 'same'],
  [`SHA256:${fingerprint}`, 'same'],
  ['', 'incomplete'],
  ['3fa9 c1d', 'incomplete'],
  ['3fa8', 'different'],
  ['3fa9c1d3', 'different'],
  ['c1d23fa9', 'different'],
  ['3fa9c1d27b5f', 'different'],
  [`${fingerprint}0`, 'different'],
])('typed as "%s" it is %s', (typed, verdict) => {
  expect(compareTyped(typed, fingerprint)).toBe(verdict);
});
