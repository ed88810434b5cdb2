const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

export type Amount = { value: number; unit: (typeof units)[number] };

/** In the largest unit that keeps the number at 1 or above; one decimal below 10. */
export function scaleBytes(bytes: number): Amount {
  let value = Math.max(0, bytes);
  let step = 0;
  while (value >= 1024 && step < units.length - 1) {
    value /= 1024;
    step += 1;
  }
  const rounded = value < 10 && step > 0 ? Math.round(value * 10) / 10 : Math.round(value);
  return { value: rounded, unit: units[step] ?? 'B' };
}

export function formatBytes(bytes: number): string {
  const { value, unit } = scaleBytes(bytes);
  return `${value} ${unit}`;
}

/** 2400 milli-CPU is 2.4 processors. */
export function formatCpus(milliCpu: number): string {
  return String(Math.round(milliCpu / 100) / 10);
}
