import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DroverClient } from '../../client/index.ts';
import type { Change } from '../../schemas/event.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

interface Watch {
  /** The next batch; waits for it. */
  next(): Promise<readonly Change[]>;
  stop(): void;
}

function watch(client: DroverClient, environmentId: string): Watch {
  const batches: (readonly Change[])[] = [];
  let failure: Error | null = null;
  let notify: () => void = () => undefined;
  const subscription = client.changes.watch.subscribe(
    { environmentId },
    {
      onData: ({ data }) => {
        batches.push(data);
        notify();
      },
      onError: (error) => {
        failure = error;
        notify();
      },
    },
  );
  return {
    async next() {
      while (batches.length === 0 && failure === null) {
        await new Promise<void>((resolve) => {
          notify = resolve;
        });
      }
      const batch = batches.shift();
      if (batch === undefined) throw failure;
      return batch;
    },
    stop: () => subscription.unsubscribe(),
  };
}

function topicsOf(changes: readonly Change[]): string[] {
  return changes.map(({ topic, id }) => (id === null ? topic : `${topic}:${id}`)).sort();
}

test('a page is told to fetch all at first, then what changed, and nothing of other environments', async () => {
  const { admin, environmentId } = api;
  const other = await admin.environments.create.mutate({ name: 'Elsewhere' });
  const pages = watch(admin, environmentId);
  expect(topicsOf(await pages.next())).toContain('stacks');
  await admin.stacks.create.mutate({ environmentId: other.id, name: 'unseen' });
  const stack = await admin.stacks.create.mutate({ environmentId, name: 'seen' });
  expect(topicsOf(await pages.next())).toEqual(['events', `stack:${stack.id}`, 'stacks']);
  pages.stop();
});

test('who is no member is refused', async () => {
  const outsider = await api.personNamed('outsider');
  const pages = watch(outsider, api.environmentId);
  await expect(pages.next()).rejects.toThrow();
  pages.stop();
});
