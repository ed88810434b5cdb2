/** One line in the form that Prisma's CLI reads from its engine's stderr, without the line's end. */
export function logLine(
  level: 'DEBUG' | 'INFO' | 'ERROR',
  fields: Readonly<Record<string, unknown>>,
): string {
  const entry = { timestamp: new Date().toISOString(), level, fields, target: 'schema_engine::logger' };
  return JSON.stringify(entry);
}
