import { describe, expect, it } from 'vitest';
import { nextTurns } from './turns.ts';

describe('nextTurns', () => {
  it('takes units one by one while that leaves no more than the batch out, for all small numbers', () => {
    for (let out = 0; out <= 5; out += 1) {
      for (let outdated = 0; outdated <= 5; outdated += 1) {
        for (let toRestart = 0; toRestart <= 5; toRestart += 1) {
          for (let updateBatch = 0; updateBatch <= 5; updateBatch += 1) {
            let updates = 0;
            while (updates < outdated && out + updates + 1 <= Math.max(1, updateBatch)) updates += 1;
            const restarts = out === 0 && updates === 0 && toRestart > 0 ? 1 : 0;
            expect(nextTurns({ out, outdated, toRestart, updateBatch })).toEqual({ updates, restarts });
          }
        }
      }
    }
  });
});
