import { setTimeout as delay } from 'node:timers/promises';

export interface WaitOptions {
  readonly timeoutMs: number;
  /** What is waited for, for the message when it does not come. */
  readonly what: string;
  readonly everyMs?: number;
}

/** Asks until the answer is neither null, undefined nor false. A probe that throws counts as "not yet". */
export async function waitUntil<T>(
  probe: () => Promise<T | null | undefined | false>,
  options: WaitOptions,
): Promise<T> {
  const started = performance.now();
  let lastError: unknown = null;
  while (performance.now() - started < options.timeoutMs) {
    try {
      const answer = await probe();
      if (answer !== null && answer !== undefined && answer !== false) return answer;
      lastError = null;
    } catch (error) {
      lastError = error;
    }
    await delay(options.everyMs ?? 100);
  }
  const detail = lastError instanceof Error ? ` Last error: ${lastError.message}` : '';
  throw new Error(`Waited ${options.timeoutMs} ms in vain for ${options.what}.${detail}`);
}
