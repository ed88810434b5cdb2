import type { Change } from '../../server/schemas/event.ts';

/**
 * Hands changes on one refetch at a time: what arrives meanwhile waits and goes together. A fetch that is on its way is
 * never cancelled by the next change, so a busy environment cannot starve the page.
 */
export function createChangeQueue(refetch: (changes: readonly Change[]) => Promise<unknown>) {
  let waiting: Change[] = [];
  let running = false;

  async function drain(): Promise<void> {
    running = true;
    try {
      while (waiting.length > 0) {
        const batch = waiting;
        waiting = [];
        await refetch(batch);
      }
    } finally {
      running = false;
    }
  }

  return {
    push(changes: readonly Change[]): Promise<void> {
      waiting.push(...changes);
      return running ? Promise.resolve() : drain();
    },
  };
}
