import { expect, it } from 'vitest';
import type { Change } from '../../server/schemas/event.ts';
import { createChangeQueue } from './change-queue.ts';

it('collects what arrives during a refetch and hands it on afterwards, together', async () => {
  const batches: (readonly Change[])[] = [];
  const release: (() => void)[] = [];
  const queue = createChangeQueue((changes) => {
    batches.push(changes);
    return new Promise<void>((resolve) => release.push(resolve));
  });
  const first = queue.push([{ topic: 'hosts', id: null }]);
  void queue.push([{ topic: 'host', id: 'a' }]);
  void queue.push([{ topic: 'host', id: 'b' }]);
  expect(batches).toHaveLength(1);
  release[0]?.();
  await new Promise((resolve) => setTimeout(resolve));
  expect(batches[1]).toEqual([
    { topic: 'host', id: 'a' },
    { topic: 'host', id: 'b' },
  ]);
  release[1]?.();
  await first;
});

it('keeps working after a refetch failed', async () => {
  let calls = 0;
  const queue = createChangeQueue(async () => {
    calls += 1;
    if (calls === 1) throw new Error('offline');
  });
  await expect(queue.push([{ topic: 'hosts', id: null }])).rejects.toThrow('offline');
  await queue.push([{ topic: 'hosts', id: null }]);
  expect(calls).toBe(2);
});
