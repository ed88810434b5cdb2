import { expect, it } from 'vitest';
import { refusedFields } from './refused-fields.ts';

function refusal(detail: object): Error {
  return Object.assign(new Error('x'), {
    data: { detail: { code: 'invalid-input', message: 'No.', field: null, issues: [], ...detail } },
  });
}

it('gives the first message of every field at fault', () => {
  const issues = [
    { field: 'name', message: 'First.' },
    { field: 'name', message: 'Second.' },
    { field: 'labels.a', message: 'Bad key.' },
  ];
  expect(refusedFields(refusal({ issues }), ['name', 'labels'])).toEqual({
    name: 'First.',
    labels: 'Bad key.',
  });
  expect(refusedFields(refusal({ field: 'name' }), ['name'])).toEqual({ name: 'No.' });
});

it('is empty for what is about no field of the form', () => {
  expect(refusedFields(refusal({ field: 'other' }), ['name'])).toEqual({});
  expect(refusedFields(new Error('offline'), ['name'])).toEqual({});
});
