import { expect, it } from 'vitest';
import { eventMessage, eventValues } from './event-values.ts';

it('gives every value a sentence may use', () => {
  const values = eventValues({ name: 'web', from: 4, to: 10, exitCode: null });
  expect(values).toMatchObject({ name: 'web', from: 4, to: 10, host: '—', exitCode: '—' });
});

it('names a service with its stack where the event tells it', () => {
  expect(eventValues({ name: 'web', stack: 'shop' }).service).toBe('shop/web');
  expect(eventValues({ name: 'web' }).service).toBe('web');
});

it('keeps the words of the engine', () => {
  expect(eventMessage({ message: 'no such image' })).toBe('no such image');
  expect(eventMessage({ message: '' })).toBeNull();
  expect(eventMessage({})).toBeNull();
});
