import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

describe('backoffMs', () => {
  it('doubles from a second to a minute and stays there', () => {
    const bounds = [1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1_000);
    bounds.forEach((most, position) => {
      const wait = backoffMs('unt_1', position + 1);
      expect(wait).toBeLessThanOrEqual(most);
      expect(wait).toBeGreaterThanOrEqual(most * 0.8);
    });
  });

  it('gives the same time for the same attempt and other times for other units', () => {
    expect(backoffMs('unt_1', 3)).toBe(backoffMs('unt_1', 3));
    const waits = Array.from({ length: 50 }, (_, unit) => backoffMs(`unt_${unit}`, 3));
    expect(new Set(waits).size).toBeGreaterThan(25);
  });
});
