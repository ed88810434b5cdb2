import type pg from 'pg';
import type { EventKind } from '../../../schemas/event.ts';

interface Telling {
  readonly environmentId: string;
  readonly kind: EventKind;
  readonly codes: string;
  readonly withinMs: number;
}

const TOLD = `
  select exists (
    select 1 from "Event"
    where "environmentId" = $1 and kind = $2 and params ->> 'codes' = $3
      and at > now() - $4::int * interval '1 millisecond'
  ) as told`;

/** Whether history has this line already. */
export async function wasToldLately(pool: pg.Pool, telling: Telling): Promise<boolean> {
  const { environmentId, kind, codes, withinMs } = telling;
  const { rows } = await pool.query<{ told: boolean }>(TOLD, [environmentId, kind, codes, withinMs]);
  return rows[0]?.told === true;
}
