import { expect, it, vi } from 'vitest';
import { fieldError, setServerErrors } from './form-errors.ts';

type Values = { name: string; labels: Record<string, string> };

function refusal(detail: object): Error {
  return Object.assign(new Error('x'), {
    data: { detail: { code: 'invalid-input', message: 'No.', field: null, issues: [], ...detail } },
  });
}

it('puts a refusal at its field and nested issues at the field that holds them', () => {
  const setError = vi.fn();
  const placed = setServerErrors<Values>(refusal({ field: 'name' }), ['name', 'labels'], setError);
  expect(placed).toBe(true);
  expect(setError).toHaveBeenCalledWith('name', { type: 'server', message: 'No.' }, { shouldFocus: true });
  const issues = [{ field: 'labels.a b', message: 'Bad key.' }];
  expect(setServerErrors<Values>(refusal({ issues }), ['name', 'labels'], setError)).toBe(true);
  expect(setError).toHaveBeenLastCalledWith(
    'labels',
    { type: 'server', message: 'Bad key.' },
    { shouldFocus: true },
  );
});

it('leaves the rest to the form as a whole', () => {
  expect(setServerErrors<Values>(refusal({ field: 'other' }), ['name'], vi.fn())).toBe(false);
  expect(setServerErrors<Values>(new Error('offline'), ['name'], vi.fn())).toBe(false);
});

it('shows the words of the server, else ours', () => {
  expect(fieldError({ type: 'server', message: 'Taken.' }, 'Invalid.')).toBe('Taken.');
  expect(fieldError({ type: 'too_small', message: 'zod words' }, 'Invalid.')).toBe('Invalid.');
  expect(fieldError(undefined, 'Invalid.')).toBeUndefined();
});
