/** A number inside JSON as SQL. Whatever else stands there, in a row that is damaged or newer, counts as nothing. */
export function numberIn(json: string): string {
  return `case when jsonb_typeof(${json}) = 'number' then (${json})::float8 end`;
}
