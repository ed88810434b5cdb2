import { plainLine, plainText } from './plain-text.ts';

export interface Output {
  readonly json: boolean;
  /** A list or an object: a table for people, JSON for programs. */
  table(rows: readonly Row[], columns: readonly Column[], raw: unknown): void;
  /** A sentence for people; `raw` for programs. */
  done(sentence: string, raw: unknown): void;
  /** Progress for people, on stderr so that stdout stays clean. */
  progress(sentence: string): void;
}

export type Row = Readonly<Record<string, string | number | null>>;
export interface Column {
  readonly key: string;
  readonly title: string;
}

function renderTable(rows: readonly Row[], columns: readonly Column[]): string {
  const cells = rows.map((row) => columns.map((column) => plainLine(String(row[column.key] ?? ''))));
  const widths = columns.map((column, at) =>
    Math.max(column.title.length, ...cells.map((line) => line[at]?.length ?? 0)),
  );
  const line = (values: readonly string[]) =>
    values
      .map((value, at) => value.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(columns.map((column) => column.title)), ...cells.map(line)].join('\n');
}

export function createOutput(json: boolean): Output {
  const print = (text: string) => process.stdout.write(`${text}\n`);
  return {
    json,
    table(rows, columns, raw) {
      if (json) print(JSON.stringify(raw, null, 2));
      else if (rows.length === 0) process.stderr.write('Nothing to show.\n');
      else print(renderTable(rows, columns));
    },
    done(sentence, raw) {
      print(json ? JSON.stringify(raw, null, 2) : plainText(sentence));
    },
    progress(sentence) {
      if (!json) process.stderr.write(`${plainText(sentence)}\n`);
    },
  };
}
