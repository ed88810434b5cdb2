import type { ComposeProblem } from '../../../server/schemas/stack.ts';

export interface LineMarker {
  readonly line: number;
  readonly tone: 'error' | 'warning';
  /** All that is said about the line, problems before notes. */
  readonly messages: readonly string[];
}

type Located = Pick<ComposeProblem, 'file' | 'line' | 'message'>;

/** One marker per line of one file; a problem outweighs a note. */
export function lineMarkers(
  file: ComposeProblem['file'],
  problems: readonly Located[],
  warnings: readonly Located[],
): LineMarker[] {
  const markers = new Map<number, LineMarker>();
  const add = (tone: LineMarker['tone'], entries: readonly Located[]) => {
    for (const { line, message } of entries.filter((entry) => entry.file === file)) {
      const known = markers.get(line);
      const messages = known?.messages.includes(message)
        ? known.messages
        : [...(known?.messages ?? []), message];
      markers.set(line, { line, tone: known?.tone ?? tone, messages });
    }
  };
  add('error', problems);
  add('warning', warnings);
  return [...markers.values()].sort((a, b) => a.line - b.line);
}

/** Where a line begins and ends in the text, for the selection of an editor. Lines count from 1. */
export function lineRange(text: string, line: number): { start: number; end: number } {
  let start = 0;
  for (let passed = 1; passed < line; passed += 1) {
    const next = text.indexOf('\n', start);
    if (next === -1) break;
    start = next + 1;
  }
  const end = text.indexOf('\n', start);
  return { start, end: end === -1 ? text.length : end };
}

export function lineCount(text: string): number {
  return text.split('\n').length;
}
