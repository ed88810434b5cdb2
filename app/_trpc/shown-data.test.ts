import { TRPCClientError } from '@trpc/client';
import { expect, it } from 'vitest';
import type { ErrorCode } from '../../server/schemas/error.ts';
import { shownData } from './shown-data.ts';

const data = { name: 'web' };
const refusal = (code: ErrorCode) =>
  Object.assign(new TRPCClientError('no'), { data: { detail: { code, message: 'no' } } });

it('keeps what was read last while the server is away or in trouble', () => {
  expect(shownData({ data, error: null })).toBe(data);
  expect(shownData({ data, error: new TypeError('Failed to fetch') })).toBe(data);
  expect(shownData({ data, error: refusal('unavailable') })).toBe(data);
  expect(shownData({ data, error: refusal('internal') })).toBe(data);
});

it('drops what is gone, or no longer for this person', () => {
  expect(shownData({ data, error: refusal('not-found') })).toBeUndefined();
  expect(shownData({ data, error: refusal('forbidden') })).toBeUndefined();
});
