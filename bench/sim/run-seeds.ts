import { Worker } from 'node:worker_threads';
import type { SeedAnswer, SeedOrder, ThreadData } from './messages.ts';

const THREADS = 2;

export interface SeedsRequest {
  readonly from: number;
  readonly count: number;
  readonly mutant: string | null;
  readonly onResult: (result: SeedAnswer) => void;
  /** True: enough was seen, and no further seed is begun. */
  readonly isEnough: () => boolean;
}

/** Runs seeds in threads of their own, each seed whole in one of them. Resolves when the last has ended. */
export async function runSeeds({ from, count, mutant, onResult, isEnough }: SeedsRequest): Promise<void> {
  let next = from;
  const workerData: ThreadData = { mutant };
  const threads = Array.from({ length: Math.min(THREADS, count) }, () => {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData });
    return new Promise<void>((resolve, reject) => {
      const go = (): void => {
        if (next >= from + count || isEnough()) {
          void worker.terminate().then(() => resolve());
          return;
        }
        const order: SeedOrder = { seed: next };
        next += 1;
        worker.postMessage(order);
      };
      worker.on('message', (result: SeedAnswer) => {
        onResult(result);
        go();
      });
      worker.on('error', reject);
      go();
    });
  });
  await Promise.all(threads);
}
