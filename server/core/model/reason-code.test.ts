import { expect, expectTypeOf, it } from 'vitest';
import type { ReasonCode as SchemaReasonCode } from '../../schemas/reason.ts';
import { filterCountSchema, reasonCodeSchema } from '../../schemas/reason.ts';
import { serviceStateSchema, unitStateSchema } from '../../schemas/service.ts';
import { TELLING } from '../report/reason.ts';
import type { PlacementFilter, ReasonCode, ServiceReportState, UnitReportState } from './report.ts';

it('the planner and the schemas know the same reasons', () => {
  expectTypeOf<ReasonCode>().toEqualTypeOf<SchemaReasonCode>();
  expect([...TELLING].sort()).toEqual([...reasonCodeSchema.options].sort());
});

it('the planner and the schemas know the same states and filters', () => {
  // Assignments in both directions: a word that only one side knows does not compile.
  const services: readonly ServiceReportState[] = serviceStateSchema.options;
  const units: readonly UnitReportState[] = unitStateSchema.options;
  const filters: readonly PlacementFilter[] = filterCountSchema.shape.filter.options;
  expect([services.length, units.length, filters.length]).toEqual([7, 9, 5]);
  expectTypeOf<ServiceReportState>().toEqualTypeOf<(typeof serviceStateSchema.options)[number]>();
  expectTypeOf<UnitReportState>().toEqualTypeOf<(typeof unitStateSchema.options)[number]>();
});
