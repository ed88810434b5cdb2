export const sizeUnits = { MiB: 1024 ** 2, GiB: 1024 ** 3 } as const;
export type SizeUnit = keyof typeof sizeUnits;

/** In GiB when that is a number with at most two decimals, else in MiB. */
export function sizeText(bytes: number | null): { text: string; unit: SizeUnit } {
  if (bytes === null || bytes === 0) return { text: '', unit: 'MiB' };
  const gib = bytes / sizeUnits.GiB;
  if (gib >= 1 && Number(gib.toFixed(2)) === gib) return { text: String(gib), unit: 'GiB' };
  return { text: String(bytes / sizeUnits.MiB), unit: 'MiB' };
}

/** Null for nothing, NaN for what is no amount: the schema refuses that. */
export function bytesOf(text: string, unit: SizeUnit): number | null {
  const trimmed = text.trim().replace(',', '.');
  if (trimmed === '') return null;
  return /^\d+(?:\.\d+)?$/.test(trimmed) ? Math.round(Number(trimmed) * sizeUnits[unit]) : Number.NaN;
}
