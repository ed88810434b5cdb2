import type { Tables } from './tables.ts';

/** One call of a statement, in memory: what it does to the tables is done when it returns. */
export interface StatementCall {
  readonly tables: Tables;
  readonly values: readonly unknown[];
  /** The database's clock. In a transaction every statement sees the same instant. */
  readonly now: number;
  /** Delivered when the transaction commits. */
  notify(channel: string, payload: string): void;
}

export interface StatementResult {
  readonly rows: readonly object[];
  readonly rowCount: number;
}

export type Statement = (call: StatementCall) => StatementResult;

export const answer = (rows: readonly object[]): StatementResult => ({ rows, rowCount: rows.length });
export const changed = (rowCount: number): StatementResult => ({ rows: [], rowCount });

/** The parameter as the repositories hand it over; conformance with PostgreSQL is what shows that the shape is right. */
export function value<T>(call: StatementCall, at: number): T {
  return call.values[at] as T;
}

export function json<T>(call: StatementCall, at: number): T {
  return JSON.parse(value<string>(call, at)) as T;
}

/** Replaces rows that fit; answers how many. */
export function update<Row>(
  table: Map<string, Row>,
  fits: (row: Row) => boolean,
  change: (row: Row) => Row,
): number {
  let count = 0;
  for (const [id, row] of table) {
    if (!fits(row)) continue;
    table.set(id, change(row));
    count += 1;
  }
  return count;
}
