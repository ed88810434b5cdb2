const REDACTED = '[redacted]';

/** Fields whose value is a secret or a document that may hold some. */
const SECRET_FIELDS = new Set(['password', 'current', 'next', 'token', 'compose', 'rancherCompose']);
/** Maps from names to values that may be secret; the names are kept, because an audit needs to say what was set. */
const SECRET_MAPS = new Set(['environment', 'variables']);

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function redactField(key: string, value: unknown): unknown {
  if (SECRET_FIELDS.has(key)) return REDACTED;
  if (SECRET_MAPS.has(key) && isPlainObject(value)) {
    return Object.fromEntries(Object.keys(value).map((name) => [name, REDACTED]));
  }
  return redact(value);
}

/** A copy of an input that may be kept: what was asked, without the secrets. */
export function redact(input: unknown): unknown {
  if (Array.isArray(input)) return input.map(redact);
  if (!isPlainObject(input)) return input ?? null;
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, redactField(key, value)]));
}
