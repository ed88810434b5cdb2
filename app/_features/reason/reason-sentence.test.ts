import { describe, expect, it } from 'vitest';
import messages from '../../../messages/en.json' with { type: 'json' };
import { type Reason, reasonCodeSchema } from '../../../server/schemas/reason.ts';
import { reasonSentence, secondsUntil } from './reason-sentence.ts';

const since = '2026-01-01T00:00:00.000Z';

function reason(over: Partial<Reason>): Reason {
  return {
    code: 'starting',
    message: null,
    since,
    attempts: null,
    nextAttemptAt: null,
    filters: [],
    ...over,
  };
}

describe('reasonSentence', () => {
  it('has a sentence for every code, and a cure in words for every one that names a cure', () => {
    for (const code of reasonCodeSchema.options) {
      const { sentence, cure } = reasonSentence(reason({ code }));
      expect(messages.reasons.sentences[sentence]).toBeTypeOf('string');
      if (cure !== null) expect(messages.reasons.cures[cure]).toBeTypeOf('string');
    }
  });

  it('keeps the words of the engine and when it is tried next', () => {
    const nextAttemptAt = '2026-01-01T00:00:30.000Z';
    const view = reasonSentence(
      reason({
        code: 'image-not-found',
        message: 'manifest for web:v9 not found',
        attempts: 3,
        nextAttemptAt,
      }),
    );
    expect(view).toMatchObject({
      words: 'manifest for web:v9 not found',
      cure: 'image-not-found',
      retry: { attempts: 3, nextAttemptAt },
      passing: false,
    });
  });

  it('lists what hosts lack, and cures what would free the most of them', () => {
    const filters = [
      { filter: 'host-label' as const, hostCount: 1, detail: '1 host is without label zone=a' },
      { filter: 'memory' as const, hostCount: 2, detail: '512 MiB of memory cannot be reserved on 2 hosts' },
    ];
    const view = reasonSentence(reason({ code: 'no-host', message: 'the same again', filters }));
    expect(view.words).toBeNull();
    expect(view.lacks).toEqual(filters.map((filter) => filter.detail));
    expect(view.cure).toBe('no-host-memory');
  });

  it('asks for a host where there is none', () => {
    const view = reasonSentence(reason({ code: 'no-host', message: 'There is no host.' }));
    expect(view).toMatchObject({ cure: 'no-host-none', words: 'There is no host.', lacks: [] });
  });

  it('is quiet about what passes by itself', () => {
    expect(reasonSentence(reason({ code: 'starting' }))).toMatchObject({
      passing: true,
      cure: null,
      retry: null,
    });
  });
});

it('secondsUntil counts down to 0', () => {
  const at = '2026-01-01T00:00:10.000Z';
  expect(secondsUntil(at, Date.parse(at) - 9001)).toBe(10);
  expect(secondsUntil(at, Date.parse(at) + 5000)).toBe(0);
});
