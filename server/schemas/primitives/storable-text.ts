/** PostgreSQL keeps neither NUL nor half of a surrogate pair, alone or in JSON. */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** Objects have a use of their own for this key: what is put there is lost on the way. */
export const LOST_KEY = '__proto__';
