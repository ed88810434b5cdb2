import { expect, it } from 'vitest';
import { isLoopback } from './server-address.ts';

it('recognises addresses that other machines cannot follow', () => {
  expect(isLoopback('http://localhost:8080')).toBe(true);
  expect(isLoopback('http://[::1]:8080')).toBe(true);
  expect(isLoopback('http://10.0.0.5:8080')).toBe(false);
  expect(isLoopback('not an address')).toBe(false);
});
