import { expect } from 'vitest';
import { lint } from '../lint.ts';
import type { PlanLimits } from '../model/input.ts';
import type { ClusterBuilder } from './builders.ts';
import { LIMITS } from './clock.ts';
import { describePlan, describeReport } from './describe.ts';

export interface Expected {
  readonly plan: readonly string[];
  /** Left out when the plan says it all. */
  readonly report?: readonly string[];
  readonly limits?: Partial<PlanLimits>;
}

/** Compares the whole plan, never a part of it: side effects are what tests forget to look for. */
export function expectPlan(given: ClusterBuilder, { plan, report, limits = {} }: Expected): void {
  const result = given.plan(limits);
  expect(describePlan(result.plan, given.input)).toEqual(plan);
  if (report !== undefined) expect(describeReport(result.report)).toEqual(report);
  expect(lint(result.plan, given.input, { ...LIMITS, ...limits })).toEqual([]);
}
