import { expect, it } from 'vitest';
import { bytesOf, sizeText } from './size-text.ts';

it.each([
  [null, '', 'MiB'],
  [0, '', 'MiB'],
  [512 * 1024 ** 2, '512', 'MiB'],
  [1024 ** 3, '1', 'GiB'],
  [1.5 * 1024 ** 3, '1.5', 'GiB'],
  [1100 * 1024 ** 2, '1100', 'MiB'],
] as const)('%s is %s %s, and back', (bytes, text, unit) => {
  expect(sizeText(bytes)).toEqual({ text, unit });
  expect(bytesOf(text, unit)).toBe(bytes || null);
});

it('does not guess at what is no amount', () => {
  expect(bytesOf('lots', 'MiB')).toBeNaN();
  expect(bytesOf('1,5', 'GiB')).toBe(1.5 * 1024 ** 3);
});
