/** How many digits a person compares, and has to type before saying yes. */
export const headLength = 8;

const groupLength = 4;

/** In groups that can be read aloud and compared. */
export function groupsOf(fingerprint: string): string[] {
  return fingerprint.match(new RegExp(`.{1,${groupLength}}`, 'g')) ?? [];
}

/** As people note it down and paste it: blanks, colons and dashes between the digits, capitals. */
function digitsOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/^sha-?256:/, '')
    .replace(/[\s:·-]/g, '');
}

/** What was typed so far, against the fingerprint: more than the first digits may be given, and then all must be right. */
export function compareTyped(typed: string, fingerprint: string): 'incomplete' | 'same' | 'different' {
  const digits = digitsOf(typed);
  if (!fingerprint.startsWith(digits)) return 'different';
  return digits.length < headLength ? 'incomplete' : 'same';
}
