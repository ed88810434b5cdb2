export interface Interpolation {
  readonly text: string;
  /** Variables that had no value and no default, and so became empty. */
  readonly unset: readonly string[];
  /** Why the text cannot be filled in, with the cure; null when it could. */
  readonly error: string | null;
}

export type Variables = Readonly<Record<string, string>>;

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NESTING_MAX = 16;
/** Of one value. Variables repeated often enough would otherwise fill the memory. */
const LENGTH_MAX = 1024 * 1024;
const DOLLAR_CURE = 'Write $$ for a dollar sign that is not a variable.';

class InterpolationError extends Error {}

/** Fills in $VAR, ${VAR}, ${VAR:-default}, ${VAR-default}, ${VAR:?words}, ${VAR?words}, ${VAR:+other} and $$. */
export function interpolate(text: string, variables: Variables): Interpolation {
  if (!text.includes('$')) return { text, unset: [], error: null };
  const unset = new Set<string>();
  try {
    const reader = { text, at: 0, variables, unset };
    return { text: readUntil(reader, null, 0), unset: [...unset], error: null };
  } catch (error) {
    if (error instanceof InterpolationError) return { text, unset: [], error: error.message };
    throw error;
  }
}

interface Reader {
  readonly text: string;
  at: number;
  readonly variables: Variables;
  readonly unset: Set<string>;
}

function readUntil(reader: Reader, end: '}' | null, depth: number): string {
  if (depth > NESTING_MAX) throw new InterpolationError('Variables are nested too deeply here.');
  let result = '';
  while (reader.at < reader.text.length) {
    const character = reader.text[reader.at];
    if (character === end) return result;
    reader.at += 1;
    result += character === '$' ? readVariable(reader, depth) : character;
    if (result.length > LENGTH_MAX) {
      throw new InterpolationError('The text becomes too long when its variables are filled in.');
    }
  }
  if (end !== null) throw new InterpolationError(`A closing "}" is missing. ${DOLLAR_CURE}`);
  return result;
}

function readVariable(reader: Reader, depth: number): string {
  const next = reader.text[reader.at];
  if (next === '$') {
    reader.at += 1;
    return '$';
  }
  if (next !== '{') return valueFor(reader, readName(reader));
  reader.at += 1;
  const name = readName(reader);
  const value = readOperator(reader, name, depth);
  if (reader.text[reader.at] !== '}') {
    throw new InterpolationError(`"\${${name}" is not closed by "}". ${DOLLAR_CURE}`);
  }
  reader.at += 1;
  return value;
}

function readName(reader: Reader): string {
  NAME.lastIndex = reader.at;
  const name = NAME.exec(reader.text)?.[0];
  if (name === undefined) {
    throw new InterpolationError(`"$" is not followed by the name of a variable. ${DOLLAR_CURE}`);
  }
  reader.at += name.length;
  return name;
}

function readOperator(reader: Reader, name: string, depth: number): string {
  const operator = /^:?[-?+]/.exec(reader.text.slice(reader.at, reader.at + 2))?.[0];
  if (operator === undefined) return valueFor(reader, name);
  reader.at += operator.length;
  // The other branch is read too, to find its end, but variables in it are not missed.
  const branch = { ...reader, unset: new Set<string>() };
  const other = readUntil(branch, '}', depth + 1);
  reader.at = branch.at;

  const value = own(reader.variables, name);
  const present = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
  if (operator.endsWith('+')) return present ? keep(reader, branch, other) : '';
  if (present) return value ?? '';
  if (operator.endsWith('-')) return keep(reader, branch, other);
  throw new InterpolationError(`The variable ${name} is needed${other === '' ? '' : `: ${other}`}.`);
}

function keep(reader: Reader, branch: Reader, text: string): string {
  for (const name of branch.unset) reader.unset.add(name);
  return text;
}

function valueFor(reader: Reader, name: string): string {
  const value = own(reader.variables, name);
  if (value === undefined) reader.unset.add(name);
  return value ?? '';
}

function own(variables: Variables, name: string): string | undefined {
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}
