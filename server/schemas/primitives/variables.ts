export interface VariableUse {
  readonly name: string;
  /** What stands in the text for the case that it has no value; null when nothing does. */
  readonly fallback: string | null;
  /** The text refuses to go on without a value. */
  readonly required: boolean;
}

const USE = /\$(?:\$|\{?([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-?])([^${}]*))?)/g;
const WHOLE_LINE_COMMENT = /^[ \t]*#.*$/gm;

/** The variables that a compose file asks for, in the order in which they come; `$$` is a plain dollar sign. */
export function listVariables(text: string): VariableUse[] {
  const uses = new Map<string, VariableUse>();
  for (const [match, name, operator, words] of text.replace(WHOLE_LINE_COMMENT, '').matchAll(USE)) {
    if (name === undefined) continue;
    const braced = match.startsWith('${');
    const fallback = braced && operator?.endsWith('-') ? (words ?? '') : null;
    const required = braced && operator?.endsWith('?') === true;
    const known = uses.get(name);
    uses.set(name, {
      name,
      fallback: known?.fallback ?? fallback,
      required: required || known?.required === true,
    });
  }
  return [...uses.values()];
}
