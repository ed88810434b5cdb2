export type CommandLine = { readonly words: string[] } | { readonly error: string };

/** Splits as a POSIX shell does: blanks, single and double quotes, backslashes. Nothing is expanded. */
export function splitCommandLine(line: string): CommandLine {
  const words: string[] = [];
  let word: string | null = null;
  let quoted: '"' | "'" | null = null;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (quoted === null && /\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (quoted === null && (character === '"' || character === "'")) {
      quoted = character;
      word ??= '';
    } else if (character === quoted) {
      quoted = null;
    } else if (character === '\\' && quoted !== "'") {
      const next = line[at + 1];
      if (next === undefined) return { error: 'The last character is a backslash with nothing after it.' };
      // Inside double quotes a backslash only takes the meaning from these.
      const literal = quoted === '"' && !/["\\$`\n]/.test(next);
      word = (word ?? '') + (literal ? '\\' : '') + (next === '\n' ? '' : next);
      at += 1;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quoted !== null) return { error: `A closing ${quoted} is missing.` };
  if (word !== null) words.push(word);
  return { words };
}

/** The line that splits into these words again, quoted only where it must be. */
export function joinCommandLine(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ');
}
