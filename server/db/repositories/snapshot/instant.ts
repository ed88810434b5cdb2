import type { Instant } from '../../../core/model/observed.ts';

/** A time as PostgreSQL writes it into JSON. */
export function instant(text: string): Instant {
  return Date.parse(text);
}

export function instantOrNull(text: string | null): Instant | null {
  return text === null ? null : Date.parse(text);
}
