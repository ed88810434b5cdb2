import type { ComposeProblem } from '../schemas/stack.ts';

export type ComposeFile = ComposeProblem['file'];
export type ProblemCode = ComposeProblem['code'];

/** Where something stands in the text, and what it is there. Lines and columns count from 1. */
export interface Place {
  readonly file: ComposeFile;
  readonly line: number;
  readonly column: number;
  readonly path: string;
}

/** Collects what is wrong. Reading goes on after a problem, so that one look shows all of them. */
export interface Report {
  problem(place: Place, code: ProblemCode, message: string): void;
  warning(place: Place, code: ProblemCode, message: string): void;
}

/** A file with more is not a compose file, and nobody reads on. */
const ENTRY_COUNT_MAX = 200;
const QUOTE_LENGTH_MAX = 80;

export function createReport(): Report & { problems: ComposeProblem[]; warnings: ComposeProblem[] } {
  const problems: ComposeProblem[] = [];
  const warnings: ComposeProblem[] = [];
  const add = (list: ComposeProblem[], place: Place, code: ProblemCode, message: string) => {
    if (list.length >= ENTRY_COUNT_MAX) return;
    const { file, line, column, path } = place;
    list.push({ file, line, column, path, code, message });
  };
  return {
    problems,
    warnings,
    problem: (place, code, message) => add(problems, place, code, message),
    warning: (place, code, message) => add(warnings, place, code, message),
  };
}

export function inReadingOrder(entries: readonly ComposeProblem[]): ComposeProblem[] {
  return [...entries].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
}

/** The user's own text inside a message: one line, in quotes, cut when long. */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > QUOTE_LENGTH_MAX ? `"${line.slice(0, QUOTE_LENGTH_MAX)}…"` : `"${line}"`;
}
