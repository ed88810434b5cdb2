import { expect, it } from 'vitest';
import { safeReturnPath } from './routes.ts';

it('returns to paths of this console only', () => {
  expect(safeReturnPath('/env_1/hosts?x=1')).toBe('/env_1/hosts?x=1');
  expect(safeReturnPath('//evil.example')).toBe('/');
  expect(safeReturnPath('/\\evil.example')).toBe('/');
  expect(safeReturnPath('https://evil.example')).toBe('/');
  expect(safeReturnPath(null)).toBe('/');
});
