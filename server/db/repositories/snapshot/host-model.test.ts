import { describe, expect, it } from 'vitest';
import { hostKnowledge } from './host-model.ts';

const at = (second: number) => new Date(second * 1_000).toISOString();

/** Active since 10, session opened at 20, listed at 30, last heard of at 40. */
const GOOD = {
  state: 'active',
  stateSince: at(10),
  createdAt: at(1),
  sessionOpenedAt: at(20),
  observedAt: at(30),
  lastSeenAt: at(40),
  engineReachable: true,
} as const;

describe('hostKnowledge', () => {
  it('knows a host that has listed its units in this session', () => {
    expect(hostKnowledge(GOOD)).toEqual({ kind: 'known' });
  });

  it.each([
    ['never had a session', { lastSeenAt: null, sessionOpenedAt: null, observedAt: null }, 1],
    ['was never listed', { observedAt: null }, 40],
    ['is disconnected', { state: 'disconnected', stateSince: at(100) }, 40],
  ] as const)('knows nothing of a host that %s', (_, change, since) => {
    expect(hostKnowledge({ ...GOOD, ...change })).toEqual({ kind: 'unknown', since: since * 1_000 });
  });

  it.each([
    ['is reconnecting', { state: 'reconnecting', stateSince: at(55) }, 40],
    ['cannot ask its engine', { engineReachable: false }, 30],
    ['has not listed its units in this session', { sessionOpenedAt: at(35) }, 30],
  ] as const)('has old knowledge of a host that %s', (_, change, since) => {
    expect(hostKnowledge({ ...GOOD, ...change })).toEqual({ kind: 'stale', since: since * 1_000 });
  });

  it('judges a host that was heard of after it was written off by what it has said since', () => {
    const back = { ...GOOD, state: 'disconnected', stateSince: at(15) } as const;
    expect(hostKnowledge(back)).toEqual({ kind: 'known' });
    expect(hostKnowledge({ ...back, sessionOpenedAt: at(38) })).toEqual({ kind: 'stale', since: 30_000 });
  });
});
