import { isNull, kindWords, type Located, type LocatedMap, type LocatedText } from './located.ts';
import { quote, type Report } from './report.ts';

/** Readers of the plain types. Each returns undefined when there is nothing to set, having said why if it is wrong. */

export function readText(value: Located, report: Report): string | undefined {
  if (isNull(value)) return undefined;
  if (value.kind === 'text') return value.text;
  report.problem(value.place, 'invalid', `A single value belongs here, not ${kindWords(value)}.`);
  return undefined;
}

export function readFilledText(value: Located, report: Report): string | undefined {
  const text = readText(value, report);
  return text === undefined || text === '' ? undefined : text;
}

const BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  false: false,
  no: false,
  off: false,
};

export function readBoolean(value: Located, report: Report): boolean | undefined {
  const text = readFilledText(value, report);
  if (text === undefined) return undefined;
  const word = text.toLowerCase();
  if (Object.hasOwn(BOOLEANS, word)) return BOOLEANS[word];
  report.problem(value.place, 'invalid', `Write true or false, not ${quote(text)}.`);
  return undefined;
}

export function readWholeNumber(value: Located, report: Report): number | undefined {
  const text = readFilledText(value, report);
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text.trim())) return Number(text);
  report.problem(value.place, 'invalid', `Write a whole number, not ${quote(text)}.`);
  return undefined;
}

/** Reads with a parser that gives null for what it cannot read. */
export function readParsed(
  parse: (text: string) => number | null,
  cure: string,
): (value: Located, report: Report) => number | undefined {
  return (value, report) => {
    const text = readFilledText(value, report);
    if (text === undefined) return undefined;
    const parsed = parse(text);
    if (parsed !== null) return parsed;
    report.problem(value.place, 'invalid', `${quote(text)} cannot be read. ${cure}`);
    return undefined;
  };
}

export function readTextItems(value: Located, report: Report): LocatedText[] {
  if (isNull(value)) return [];
  if (value.kind !== 'list') {
    report.problem(
      value.place,
      'invalid',
      `A list belongs here (lines that start with "- "), not ${kindWords(value)}.`,
    );
    return [];
  }
  return value.items.filter((item): item is LocatedText => {
    if (item.kind === 'text' && !item.isNull) return true;
    report.problem(item.place, 'invalid', `Each item is a single value, not ${kindWords(item)}.`);
    return false;
  });
}

export function readList(value: Located, report: Report): string[] {
  return readTextItems(value, report).map((item) => item.text);
}

/** Compose allows one value where a list of one is meant. */
export function readTextOrList(value: Located, report: Report): string[] {
  if (value.kind === 'text') return value.isNull || value.text === '' ? [] : [value.text];
  return readList(value, report);
}

export function readMap(value: Located, report: Report, what: string): LocatedMap | null {
  if (value.kind === 'map') return value;
  if (!isNull(value)) {
    report.problem(value.place, 'invalid', `${what} must be a map of keys, not ${kindWords(value)}.`);
  }
  return null;
}
