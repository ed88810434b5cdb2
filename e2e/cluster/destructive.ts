import { expect } from 'vitest';
import type { LabHost } from '../../lab/harness/lab.ts';
import { describeTraffic, Traffic } from './traffic.ts';

/** `[time] destructive 5: deleted in the console → running 0.41 s` */
export function tellTime(title: string, ms: number): void {
  console.log(`[time] ${title} ${(ms / 1000).toFixed(2)} s`);
}

/** Visitors of the demo's Front on these hosts while the test goes on. None of them may be turned away. */
export async function underTraffic<T>(
  title: string,
  hosts: readonly LabHost[],
  work: () => Promise<T>,
): Promise<T> {
  const traffic = await Traffic.start(hosts);
  const result = await work().finally(() => traffic.close());
  const report = traffic.report();
  console.log(`[traffic] ${title}: ${describeTraffic(report)}`);
  expect(report.failures, 'requests lost').toEqual([]);
  for (const host of hosts) expect(report.okByHost[host.name], host.name).toBeGreaterThan(0);
  return result;
}
