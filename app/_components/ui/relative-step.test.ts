import { expect, it } from 'vitest';
import { relativeStep } from './relative-step.ts';

it('uses the largest unit that fits once', () => {
  expect(relativeStep(0)).toEqual({ unit: 'second', count: 0 });
  expect(relativeStep(59_999)).toEqual({ unit: 'second', count: 59 });
  expect(relativeStep(60_000)).toEqual({ unit: 'minute', count: 1 });
  expect(relativeStep(3 * 3_600_000 + 5)).toEqual({ unit: 'hour', count: 3 });
  expect(relativeStep(49 * 3_600_000)).toEqual({ unit: 'day', count: 2 });
});

it('measures ahead as well as back', () => {
  expect(relativeStep(-2 * 86_400_000)).toEqual({ unit: 'day', count: 2 });
});
