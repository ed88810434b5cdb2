import { type Document, LineCounter, parseDocument } from 'yaml';
import type { Variables } from './interpolate.ts';
import { TEXT_LENGTH_MAX } from './limits.ts';
import { locate } from './locate.ts';
import type { Located } from './located.ts';
import type { ComposeFile, Report } from './report.ts';
import { placeAt, reportSyntax, reportTags } from './syntax-problems.ts';

/** Text to located values; null when there is nothing that could be read. */
export function readDocument(
  file: ComposeFile,
  text: string,
  variables: Variables,
  report: Report,
): Located | null {
  const start = { file, line: 1, column: 1, path: '' };
  if (text.length > TEXT_LENGTH_MAX) {
    report.problem(start, 'invalid', `The file is larger than ${TEXT_LENGTH_MAX / 1024} KiB.`);
    return null;
  }
  const lines = new LineCounter();
  const source = { file, text, lines, lineCount: text.split('\n').length };
  const document = parse(text, lines);
  if (document === null) {
    report.problem(start, 'syntax', 'The file is nested too deeply.');
    return null;
  }
  if (document.errors.length > 0) {
    reportSyntax(document.errors, source, report);
    return null;
  }
  reportTags(document.warnings, source, report);
  return locate({ document, placeOf: (offset) => placeAt(source, offset), variables, report });
}

/** Every scalar stays text here (the failsafe schema); what a value means is the field's business. */
function parse(text: string, lineCounter: LineCounter): Document | null {
  try {
    return parseDocument(text, {
      lineCounter,
      schema: 'failsafe',
      merge: false,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    });
  } catch (error) {
    // The parser recurses; a stack that overflows is the file's fault and nothing else's.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
