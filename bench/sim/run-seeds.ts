import { Worker } from 'node:worker_threads';
import type { SeedAnswer, SeedOrder, ThreadData } from './messages.ts';

const THREADS = 2;
/** What crashed in a simulation waits for ever for what never comes, and stays in memory: a thread is not kept for long. */
const SEEDS_PER_THREAD = 500;

export interface SeedsRequest {
  readonly from: number;
  readonly count: number;
  readonly mutant: string | null;
  readonly onResult: (result: SeedAnswer) => void;
  /** True: enough was seen, and no further seed is begun. */
  readonly isEnough: () => boolean;
}

type Take = () => number | null;

/** One thread from its first seed to its last; true when there are more than it was to run. */
function serve(mutant: string | null, take: Take, onResult: SeedsRequest['onResult']): Promise<boolean> {
  const workerData: ThreadData = { mutant };
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData });
  let served = 0;
  return new Promise<boolean>((resolve, reject) => {
    const go = (): void => {
      const seed = served < SEEDS_PER_THREAD ? take() : null;
      if (seed === null) {
        void worker.terminate().then(() => resolve(served >= SEEDS_PER_THREAD));
        return;
      }
      served += 1;
      const order: SeedOrder = { seed };
      worker.postMessage(order);
    };
    worker.on('message', (result: SeedAnswer) => {
      onResult(result);
      go();
    });
    worker.on('error', reject);
    go();
  });
}

/** Runs seeds in threads of their own, each seed whole in one of them. Resolves when the last has ended. */
export async function runSeeds({ from, count, mutant, onResult, isEnough }: SeedsRequest): Promise<void> {
  let next = from;
  const take: Take = () => {
    if (next >= from + count || isEnough()) return null;
    next += 1;
    return next - 1;
  };
  const lane = async (): Promise<void> => {
    while (await serve(mutant, take, onResult));
  };
  await Promise.all(Array.from({ length: Math.min(THREADS, count) }, lane));
}
