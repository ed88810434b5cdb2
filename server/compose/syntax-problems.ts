import type { LineCounter, YAMLError } from 'yaml';
import { type ComposeFile, quote, type Report } from './report.ts';

/** Errors that follow from the first one only repeat it. */
const SHOWN_MAX = 10;

const CURES: Partial<Record<YAMLError['code'], string>> = {
  TAB_AS_INDENT: 'Indent with spaces: YAML does not allow tabs there.',
  BAD_INDENT: 'The indentation does not fit the lines above.',
  MISSING_CHAR: 'A character is missing here: a quote, a bracket or the space after a colon.',
  MULTIPLE_DOCS: 'Only one document per file: remove what follows "---".',
  DUPLICATE_KEY: 'This key was given before: keep one of them.',
  RESOURCE_EXHAUSTION: 'This is nested too deeply.',
  BLOCK_AS_IMPLICIT_KEY:
    'A value that goes on over several lines needs quotes, or its keys a deeper indentation.',
  BAD_ALIAS: 'A name is missing after "*". A value that starts with "*" or "&" needs quotes.',
  BAD_SCALAR_START: 'A value may not start with this character: put it in quotes.',
  UNEXPECTED_TOKEN: 'This was not expected here: check quotes, brackets and indentation.',
};

const BRACED_VARIABLE_CURE =
  'Put quotes around the variable: inside { } and [ ], its own braces would end the map.';

/** A list or map in brackets that is never closed counts as badly indented for the parser. */
function cureOf({ code, message }: YAMLError): string | undefined {
  return code === 'BAD_INDENT' && /end with a [\]}]/.test(message) ? CURES.MISSING_CHAR : CURES[code];
}

interface Source {
  readonly file: ComposeFile;
  readonly text: string;
  readonly lines: LineCounter;
  readonly lineCount: number;
}

export function reportSyntax(errors: readonly YAMLError[], source: Source, report: Report): void {
  const template = templateOffset(source.text);
  if (template !== null) {
    report.problem(
      placeAt(source, template),
      'unsupported',
      'Templates ({{ … }}) are not supported. Give the file with its values filled in, or use variables.',
    );
    return;
  }
  const seen = new Set<number>();
  for (const error of errors) {
    const place = placeAt(source, error.pos[0]);
    if (seen.has(place.line) || seen.size >= SHOWN_MAX) continue;
    seen.add(place.line);
    const cure = bracedVariable(source.text, error.pos[0]) ? BRACED_VARIABLE_CURE : cureOf(error);
    report.problem(place, 'syntax', cure ?? `Not valid YAML: ${firstLine(error.message)}`);
  }
}

export function reportTags(warnings: readonly YAMLError[], source: Source, report: Report): void {
  for (const warning of warnings.slice(0, SHOWN_MAX)) {
    const word = source.text.slice(warning.pos[0], warning.pos[1]);
    report.problem(
      placeAt(source, warning.pos[0]),
      'unsupported',
      `Remove ${quote(word)}: YAML tags and directives are not supported.`,
    );
  }
}

/** `{A: ${B}}`: the most natural mistake, and the one that YAML's own words explain least. */
function bracedVariable(text: string, offset: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1, offset + 1);
  return /[{[].*\$\{/.test(before);
}

function templateOffset(text: string): number | null {
  const found = /^[ \t-]*\{\{/m.exec(text);
  return found === null ? null : found.index + found[0].length - 2;
}

export function placeAt(source: Source, offset: number) {
  const { line, col } = source.lines.linePos(Math.min(Math.max(offset, 0), source.text.length));
  // A position after the last line break belongs to the last line that has text.
  return {
    file: source.file,
    line: Math.min(Math.max(line, 1), source.lineCount),
    column: Math.max(col, 1),
    path: '',
  };
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? message;
}
