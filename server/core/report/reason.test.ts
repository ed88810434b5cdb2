import { describe, expect, it } from 'vitest';
import { reasonSchema } from '../../schemas/reason.ts';
import type { Reason } from '../model/report.ts';
import { cluster, makeFailure } from '../testing/builders.ts';
import { LOST_MS, NOW, SILENT_MS } from '../testing/clock.ts';
import { containersObservation } from '../testing/observations.ts';
import { mostTelling, reason } from './reason.ts';

const web = () => cluster().host('h1').service('web');
const reasonOf = (given: ReturnType<typeof web>): Reason | null =>
  given.plan().report.services[0]?.reason ?? null;

describe('a reason', () => {
  it('carries the words, the attempts and the times of a failure', () => {
    const failure = makeFailure({ code: 'registry-denied', message: 'denied', attempts: 4 });
    expect(reasonOf(web().failing('web', 1, 'h1', failure))).toEqual({
      code: 'registry-denied',
      message: 'denied',
      since: failure.since,
      attempts: 4,
      nextAttemptAt: failure.nextAttemptAt,
      filters: [],
    });
  });

  it('is never longer than can be stored', () => {
    const told = reasonOf(web().failing('web', 1, 'h1', { message: 'x'.repeat(5_000) }));
    const stored = { ...told, since: new Date(told?.since ?? 0).toISOString(), nextAttemptAt: null };
    expect(reasonSchema.safeParse(stored).success).toBe(true);
  });

  it.each<readonly [name: string, given: ReturnType<typeof web>, since: number]>([
    ['Starting_SinceItWasPlaced', web().unit('web', 1, 'h1', { createdAt: NOW - 7 }), NOW - 7],
    ['JustPlaced_SinceNow', web(), NOW],
    [
      'Silent_SinceLastHeard',
      web().running('web', 1, 'h1').alterHost('h1', { seenAgoMs: SILENT_MS }),
      NOW - SILENT_MS,
    ],
    [
      'Disconnected_SinceLastHeard',
      web().running('web', 1, 'h1').alterHost('h1', { seenAgoMs: LOST_MS }),
      NOW - LOST_MS,
    ],
    [
      'Exited_SinceSeen',
      web().running('web', 1, 'h1', { observed: containersObservation(1, NOW - 3, [''], 'exited', false) }),
      NOW - 3,
    ],
    [
      'Changed_SinceItsJobWasQueued',
      web().running('web', 1, 'h1', {
        generation: 2,
        observed: containersObservation(1, NOW - 9, [''], 'running', true),
        job: { generation: 2, state: 'queued', attempts: 0, notBefore: NOW - 5 },
      }),
      NOW - 5,
    ],
  ])('%s', (_, given, since) => {
    expect(reasonOf(given)?.since).toBe(since);
  });

  it('of several the most telling is told, the first of equals', () => {
    const starting = reason('starting', 1);
    expect(mostTelling([])).toBeNull();
    expect(mostTelling([null, starting, reason('starting', 2)])).toBe(starting);
    expect(mostTelling([starting, reason('no-host', 1), reason('removing', 1)])?.code).toBe('no-host');
  });
});
