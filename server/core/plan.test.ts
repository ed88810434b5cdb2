import { describe, expect, it } from 'vitest';
import { cluster } from './testing/builders.ts';
import { describePlan, describeReport } from './testing/describe.ts';

describe('plan', () => {
  it('Empty_Nothing', () => {
    const { plan, report } = cluster().plan();
    expect(plan).toEqual({ environmentId: 'env', parent: 7, actions: [] });
    expect(report).toEqual({ services: [], requeueAt: null });
  });

  it('ThreeHosts_ScaleFour_SpreadsByName', () => {
    const given = cluster().host('h2').host('h1').host('h3').service('web', { scale: 4 });
    const { plan, report } = given.plan();
    expect(describePlan(plan, given.input)).toEqual([
      'place web/1 on h1: scale-up',
      'place web/2 on h2: scale-up',
      'place web/3 on h3: scale-up',
      'place web/4 on h1: scale-up',
    ]);
    expect(describeReport(report)[0]).toBe('web activating 0/4 starting');
  });
});
