import { expect, it } from 'vitest';
import { formatBytes, formatCpus } from './bytes.ts';

it('writes sizes in the largest unit that fits', () => {
  expect(formatBytes(0)).toBe('0 B');
  expect(formatBytes(1023)).toBe('1023 B');
  expect(formatBytes(1536)).toBe('1.5 KiB');
  expect(formatBytes(31.5 * 1024 ** 3)).toBe('32 GiB');
  expect(formatBytes(2 * 1024 ** 3)).toBe('2 GiB');
});

it('writes processors with at most one decimal', () => {
  expect(formatCpus(2400)).toBe('2.4');
  expect(formatCpus(8000)).toBe('8');
  expect(formatCpus(50)).toBe('0.1');
});
