import { expect, it } from 'vitest';
import { reasonCodeSchema } from '../../../server/schemas/reason.ts';
import { absenceOf, isAbsence, staleHostsOf } from './staleness.ts';

const unit = (hostId: string | null, staleSince: string | null) => ({
  hostId,
  hostName: hostId && `host ${hostId}`,
  staleSince,
});

it('names each host once, by name, with the oldest of what is known of it', () => {
  const hosts = staleHostsOf([
    unit('10', '2026-03-04T14:02:12.000Z'),
    unit('2', '2026-03-04T14:00:00.000Z'),
    unit('10', '2026-03-04T14:02:11.000Z'),
    unit('10', '2026-03-04T14:02:13.000Z'),
  ]);
  expect(hosts).toEqual([
    { id: '2', name: 'host 2', since: '2026-03-04T14:00:00.000Z' },
    { id: '10', name: 'host 10', since: '2026-03-04T14:02:11.000Z' },
  ]);
});

it('is silent about hosts that answer and about slots without one', () => {
  expect(staleHostsOf([unit('1', null), unit(null, null)])).toEqual([]);
});

it('tells a host that cannot be asked from everything else that may be wrong', () => {
  expect(reasonCodeSchema.options.filter((code) => isAbsence({ code }))).toEqual([
    'host-reconnecting',
    'host-disconnected',
    'engine-unavailable',
  ]);
});

it('finds the reason that is about absence among those of a stack', () => {
  const reason = (code: 'no-host' | 'host-disconnected') => ({
    reason: { code, message: null, since: '', attempts: null, nextAttemptAt: null, filters: [] },
  });
  expect(absenceOf([{ reason: null }, reason('no-host'), reason('host-disconnected')])?.code).toBe(
    'host-disconnected',
  );
  expect(absenceOf([{ reason: null }, reason('no-host')])).toBeNull();
});
