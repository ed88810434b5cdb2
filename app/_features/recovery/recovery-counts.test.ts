import { describe, expect, it } from 'vitest';
import type { RecoveryOffer, RecoveryPlan } from '../../../server/schemas/recovery.ts';
import { compareOffers, countPlan, selectionOf, waitingHostCount } from './recovery-counts.ts';

const service = (scale: number, unitCount: number) => ({
  id: `svc_${scale}_${unitCount}`,
  name: 'web',
  image: 'nginx',
  scale,
  unitCount,
  change: 'create' as const,
});

describe('a plan', () => {
  const plan: RecoveryPlan = {
    digest: '',
    environments: [
      {
        id: 'env_1',
        name: 'Default',
        change: 'create',
        hosts: [
          { id: 'hst_1', name: 'h1', unitCount: 3 },
          { id: 'hst_2', name: 'h2', unitCount: 2 },
        ],
        stacks: [
          { id: 'stk_1', name: 'shop', change: 'create', services: [service(4, 3), service(1, 1)] },
          { id: 'stk_2', name: 'blog', change: 'same', services: [service(0, 1)] },
        ],
      },
      { id: 'env_2', name: 'Lab', change: 'merge', hosts: [], stacks: [] },
    ],
    problems: [],
  };

  it('counts what comes back and what is missing; a surplus makes up for nothing elsewhere', () => {
    expect(countPlan(plan)).toEqual({ hosts: 2, stacks: 2, services: 3, units: 5, missing: 1 });
  });
});

describe('a selection', () => {
  const offers = [{ id: 'rof_a' }, { id: 'rof_b' }];

  it('is everything until something is taken out', () => {
    expect(selectionOf(offers, new Set())).toEqual({ chosen: ['rof_a', 'rof_b'], all: true, some: true });
    expect(selectionOf(offers, new Set(['rof_a']))).toEqual({ chosen: ['rof_b'], all: false, some: true });
    expect(selectionOf(offers, new Set(['rof_a', 'rof_b']))).toMatchObject({ chosen: [], some: false });
  });

  it('forgets what was taken out and is gone', () => {
    expect(selectionOf(offers, new Set(['rof_gone']))).toMatchObject({ all: true });
  });
});

it('counts waiting hosts over all older servers', () => {
  const group = (count: number) => ({
    fingerprint: '',
    serverId: '',
    trusted: false,
    offers: Array.from({ length: count }, () => ({}) as RecoveryOffer),
  });
  expect(waitingHostCount({ groups: [group(2), group(0), group(3)] })).toBe(5);
});

it('orders hosts by environment, then by name with numbers as numbers', () => {
  const offer = (environmentName: string, hostName: string) =>
    ({ environmentName, hostName }) as RecoveryOffer;
  const sorted = [offer('b', 'h1'), offer('a', 'h10'), offer('a', 'h2')].sort(compareOffers);
  expect(sorted.map(({ hostName }) => hostName)).toEqual(['h2', 'h10', 'h1']);
});
