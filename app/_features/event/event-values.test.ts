import { expect, it } from 'vitest';
import { eventDetail, eventValues } from './event-values.ts';

it('gives every name a sentence may use', () => {
  const values = eventValues({ name: 'web', from: 4, to: 10, message: null });
  expect(values).toMatchObject({ name: 'web', from: 4, to: 10, host: '—', message: '—' });
});

it('finds names under their longer forms', () => {
  expect(eventValues({ hostName: 'host-1' })).toMatchObject({ host: 'host-1', name: 'host-1' });
});

it('keeps the words of the engine as detail', () => {
  expect(eventDetail({ message: 'no such image' })).toBe('no such image');
  expect(eventDetail({ message: '' })).toBeNull();
});
