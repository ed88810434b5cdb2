import { expect, it } from 'vitest';
import { errorDetail } from './error-detail.ts';

function failure(data: unknown): Error {
  return Object.assign(new Error('transport words'), { data });
}

it('reads the refusal that travels beside a tRPC error', () => {
  const detail = { code: 'name-taken', message: 'Taken.', field: 'name', issues: [], requestId: 'r1' };
  expect(errorDetail(failure({ detail }))).toEqual(detail);
});

it('drops malformed issues instead of failing on them', () => {
  const detail = { code: 'invalid-input', message: 'No.', issues: [{ field: 'a', message: 'b' }, 3, null] };
  expect(errorDetail(failure({ detail }))).toEqual({
    code: 'invalid-input',
    message: 'No.',
    field: null,
    issues: [{ field: 'a', message: 'b' }],
    requestId: '',
  });
});

it('is null when the server did not answer', () => {
  expect(errorDetail(new TypeError('Failed to fetch'))).toBeNull();
  expect(errorDetail(failure(undefined))).toBeNull();
  expect(errorDetail('text')).toBeNull();
});
