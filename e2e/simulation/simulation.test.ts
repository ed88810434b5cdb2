import { describe, expect, it } from 'vitest';
import { runSeed, type SeedResult } from './run-seed.ts';
import { SITUATIONS } from './world/coverage.ts';

const SEEDS = 500;
const SEEDS_PER_TEST = 25;
const TEST_TIMEOUT_MS = 180_000;

/** What a failed run says: enough to see it again, step by step. */
function describeFailure({ seed, failure }: SeedResult): string[] {
  if (failure === null) return [];
  const { invariant, detail, event, tail } = failure;
  return [
    `seed ${seed}, event ${event}: ${invariant}: ${detail}`,
    ...tail.slice(-25),
    `bin/bench sim --seed ${seed} --trace`,
  ];
}

describe('the whole loop under faults', () => {
  const counts = new Map<string, number>();
  const batches = Array.from({ length: SEEDS / SEEDS_PER_TEST }, (_, at) => 1 + at * SEEDS_PER_TEST);

  it.each(batches)(
    'holds every promise, seeds from %i on',
    async (from) => {
      for (let seed = from; seed < from + SEEDS_PER_TEST; seed += 1) {
        const result = await runSeed(seed);
        for (const [what, count] of Object.entries(result.coverage)) {
          counts.set(what, (counts.get(what) ?? 0) + count);
        }
        expect(describeFailure(result).join('\n')).toBe('');
      }
    },
    TEST_TIMEOUT_MS,
  );

  it('every fault and every situation of interest really came about', () => {
    expect(SITUATIONS.filter((what) => !counts.has(what))).toEqual([]);
  });
});

describe('a seed', () => {
  it.each([3, 17, 99])(
    'gives the same run again, line by line: %i',
    async (seed) => {
      const lines: string[][] = [[], []];
      const results = [
        await runSeed(seed, (line) => lines[0]?.push(line)),
        await runSeed(seed, (line) => lines[1]?.push(line)),
      ];
      expect(lines[1]).toEqual(lines[0]);
      expect(lines[0]?.length).toBeGreaterThan(100);
      expect(results[1]).toEqual(results[0]);
    },
    TEST_TIMEOUT_MS,
  );

  it('of another number gives another run', async () => {
    expect((await runSeed(4)).digest).not.toBe((await runSeed(5)).digest);
  });
});
