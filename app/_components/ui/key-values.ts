export type KeyValue = { key: string; value: string };

/** `KEY=value` lines as people copy them from env files: comments, `export`, and one pair of quotes are taken off. */
export function parseKeyValues(text: string): KeyValue[] {
  const rows: KeyValue[] = [];
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim().replace(/^export\s+/, '');
    if (line === '' || line.startsWith('#')) continue;
    const separator = line.indexOf('=');
    if (separator === -1) rows.push({ key: line, value: '' });
    else
      rows.push({ key: line.slice(0, separator).trim(), value: unquote(line.slice(separator + 1).trim()) });
  }
  return rows;
}

function unquote(value: string): string {
  const quote = value.at(0);
  const quoted = value.length >= 2 && (quote === '"' || quote === "'") && value.at(-1) === quote;
  return quoted ? value.slice(1, -1) : value;
}

/** A paste that should become rows: several lines, or one line with a key and a value. */
export function isKeyValuePaste(text: string): boolean {
  return /\r?\n/.test(text.trim()) || /^[\w.\-/]+=/.test(text.trim());
}

/** Puts pasted rows in place of the empty row they were pasted into; of two equal keys the last value wins. */
export function mergeKeyValues(
  rows: readonly KeyValue[],
  index: number,
  pasted: readonly KeyValue[],
): KeyValue[] {
  const current = rows[index];
  const before = rows.slice(0, index);
  const kept = current && (current.key !== '' || current.value !== '') ? [current] : [];
  const merged = [...before, ...kept, ...pasted, ...rows.slice(index + 1)];
  const lastIndex = new Map(merged.map((row, position) => [row.key, position]));
  return merged.filter((row, position) => row.key === '' || lastIndex.get(row.key) === position);
}

export function toKeyValues(record: Readonly<Record<string, string>>): KeyValue[] {
  return Object.entries(record).map(([key, value]) => ({ key, value }));
}

/** Rows without a key are being typed and do not count. */
export function toRecord(rows: readonly KeyValue[]): Record<string, string> {
  return Object.fromEntries(
    rows.filter((row) => row.key.trim() !== '').map((row) => [row.key.trim(), row.value]),
  );
}

export function duplicateKeys(rows: readonly KeyValue[]): Set<string> {
  const seen = new Set<string>();
  const duplicates = new Set<string>();
  for (const { key } of rows) {
    if (key === '') continue;
    if (seen.has(key)) duplicates.add(key);
    seen.add(key);
  }
  return duplicates;
}
