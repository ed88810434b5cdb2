/**
 * Words of engines, registries and other people, as a terminal may be given them: what would move its cursor, change its
 * colours or turn the direction of a line is shown as a mark. Lines stay lines.
 */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (found) => (found === '\n' ? found : '\ufffd'));
}

/** The same on one line. */
export function plainLine(text: string): string {
  return plainText(text).replaceAll('\n', ' ');
}
