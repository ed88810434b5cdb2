const dayMs = 86_400_000;

/** In the words and the time zone of the browser. */
export function exactTime(date: Date): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' }).format(date);
}

/** The time of day; with its day when that may not be today. */
export function clockTime(date: Date, now: number): string {
  if (Math.abs(now - date.getTime()) >= dayMs) return exactTime(date);
  const style = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat(undefined, style).format(date);
}

/** Before the browser's time zone is known. */
export function isoMinute(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
