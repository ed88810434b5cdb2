import { z } from 'zod';
import { reasonSchema } from '../../schemas/reason.ts';
import { unitStateSchema } from '../../schemas/service.ts';

/** As the reconciler stores it with a service's status. */
const unitReportSchema = z.object({
  unitId: z.string().nullable(),
  index: z.number().int(),
  hostId: z.string().nullable(),
  state: unitStateSchema,
  reason: reasonSchema.nullable(),
});
export type StoredUnitReport = z.output<typeof unitReportSchema>;

/** A report that does not fit, from another version or damaged, is left out: the unit is shown as if not spoken of yet. */
export function parseUnitReports(stored: unknown): StoredUnitReport[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((entry) => {
    const parsed = unitReportSchema.safeParse(entry);
    return parsed.success ? [parsed.data] : [];
  });
}

interface UnitFacts {
  readonly unitDesired: 'running' | 'stopped' | 'removed';
  readonly unitCreatedAt: Date;
}

/** For a unit that the reconciler has made and not yet spoken of. */
export function presumeUnit({
  unitDesired,
  unitCreatedAt,
}: UnitFacts): Pick<StoredUnitReport, 'state' | 'reason'> {
  const code = { running: 'starting', stopped: 'stopping', removed: 'removing' } as const;
  const state = code[unitDesired];
  const since = unitCreatedAt.toISOString();
  return {
    state,
    reason: { code: state, message: null, since, attempts: null, nextAttemptAt: null, filters: [] },
  };
}
