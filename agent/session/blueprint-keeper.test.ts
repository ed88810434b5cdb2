import { expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { BlueprintKeeper } from './blueprint-keeper.ts';

/** Counts what is fetched while the server, at version 7, asks to be left alone for that long. */
function keep({ isDiskFull = false, refreshAfterMs = 1_000 }) {
  const clock = new FakeClock();
  const file = {
    version: 6,
    setBlueprint: async ({ version }: { readonly version: number }) => {
      if (!isDiskFull) file.version = version;
    },
  };
  const keeper = new BlueprintKeeper(file, clock, createLogger('silent'));
  const ended = new AbortController();
  const kept = { clock, keeper, fetched: 0, end: async (): Promise<void> => undefined };
  const fetch = async () => {
    kept.fetched++;
    return { blueprint: { version: 7, text: '{}', signature: '' }, refreshAfterMs };
  };
  const running = (async () => {
    while (!ended.signal.aborted) await keeper.turn(fetch, ended.signal);
  })();
  kept.end = async () => {
    ended.abort();
    await running;
  };
  keeper.told(7);
  return kept;
}

it('a blueprint that the disk does not take is not fetched again within a minute', async () => {
  const kept = keep({ isDiskFull: true, refreshAfterMs: 150 });
  await kept.clock.advance(59_000);
  expect(kept.fetched).toBe(1);
  await kept.clock.advance(3_000);
  expect(kept.fetched).toBe(2);
  await kept.end();
});

it.each([
  ['no rest at all', 0],
  ['a rest that has ended before it began', -1],
])('a server that asks for %s is not asked in a tight circle', async (_, refreshAfterMs) => {
  const kept = keep({ refreshAfterMs });
  for (let round = 0; round < 100; round++) {
    kept.keeper.outdated();
    await kept.clock.advance(10);
  }
  expect(kept.fetched).toBeGreaterThan(1);
  expect(kept.fetched).toBeLessThan(5);
  await kept.end();
});

it.each([
  ['a week', 604_800_000],
  ['longer than a timer can', 2_147_483_648],
])('a server that asks to be left alone for %s is asked again within minutes', async (_, refreshAfterMs) => {
  const kept = keep({ refreshAfterMs });
  await kept.clock.advance(1_000);
  kept.keeper.outdated();
  await kept.clock.advance(10 * 60_000);
  expect(kept.fetched).toBe(2);
  await kept.end();
});
