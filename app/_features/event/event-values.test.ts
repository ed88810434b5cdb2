import { createTranslator } from 'next-intl';
import { expect, it } from 'vitest';
import messages from '../../../messages/en.json' with { type: 'json' };
import { eventKindSchema } from '../../../server/schemas/event.ts';
import { eventMessage, eventValues } from './event-values.ts';

it('gives every value a sentence may use', () => {
  const values = eventValues({ name: 'web', from: 4, to: 10, exitCode: null });
  expect(values).toMatchObject({ name: 'web', from: 4, to: 10, host: '—', exitCode: 'none' });
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

it('has a sentence for every kind, also when its event carries nothing', () => {
  const t = createTranslator({ locale: 'en', messages, namespace: 'events.kinds' });
  const plain = (chunks: unknown) => String(chunks);
  const tags = { h: plain, st: plain, sv: plain, o: plain };
  for (const kind of eventKindSchema.options) {
    const sentence = t.rich(kind, { ...eventValues({}), ...tags });
    expect(String(sentence), kind).toMatch(/^[A-Z—]/);
    expect(String(sentence), kind).not.toContain('events.kinds');
  }
});
