import { saysConnectionEnded } from '../lib/pg-words.ts';

/** Why the database could not do what was asked though the asking was right; what to do about it differs. */
export type DatabaseTrouble = 'away' | 'disk' | 'memory';

/** How the network, PostgreSQL and Prisma say that the database cannot be reached or is stopping. */
const AWAY = [
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'],
  ...['57P01', '57P02', '57P03', '53300', '08003', '08006', '08001'],
  ...['P1001', 'P1002', 'P1008', 'P1017', 'P2024'],
];
const TROUBLE: ReadonlyMap<string, DatabaseTrouble> = new Map([
  ...AWAY.map((code) => [code, 'away'] as const),
  // No room, and a disk that answers with an error.
  ['53100', 'disk'],
  ['58030', 'disk'],
  ['53200', 'memory'],
]);

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** The error's own code, and the one of PostgreSQL that Prisma wraps. */
function codesOf(cause: Error): unknown[] {
  const wrapped = fieldOf(fieldOf(fieldOf(cause, 'meta'), 'driverAdapterError'), 'cause');
  return [
    fieldOf(cause, 'code'),
    fieldOf(fieldOf(cause, 'cause'), 'originalCode'),
    fieldOf(wrapped, 'originalCode'),
  ];
}

/** Null: the error says nothing of the kind. */
export function databaseTroubleOf(cause: unknown): DatabaseTrouble | null {
  if (!(cause instanceof Error)) return null;
  for (const code of codesOf(cause)) {
    const trouble = typeof code === 'string' ? TROUBLE.get(code) : undefined;
    if (trouble !== undefined) return trouble;
  }
  // The socket of a PostgreSQL that has ended in order; any other file that is missing is another matter.
  const hasNoSocket = fieldOf(cause, 'code') === 'ENOENT' && fieldOf(cause, 'syscall') === 'connect';
  return hasNoSocket || saysConnectionEnded(cause) ? 'away' : null;
}
