import { expect, it } from 'vitest';
import { labelPoint, roundedPath } from './edge-path.ts';

const corner = [
  { x: 0, y: 0 },
  { x: 40, y: 0 },
  { x: 40, y: 10 },
];

it('rounds corners as far as the shorter side allows', () => {
  expect(roundedPath(corner, 8)).toBe('M 0 0 L 35 0 Q 40 0 40 5 L 40 10');
  expect(roundedPath(corner, 2)).toBe('M 0 0 L 38 0 Q 40 0 40 2 L 40 10');
});

it('draws straight lines, and nothing of nothing', () => {
  expect(roundedPath(corner.slice(0, 2), 8)).toBe('M 0 0 L 40 0');
  expect(roundedPath([], 8)).toBe('');
  expect(roundedPath([corner[0] ?? { x: 0, y: 0 }, ...corner], 8)).toContain('M 0 0');
});

it('puts the label on the longest piece', () => {
  expect(labelPoint(corner)).toEqual({ x: 20, y: 0 });
});
