import { expect, test } from 'vitest';
import type { ChangeNote } from '../db/notify.ts';
import { DomainError } from '../domain/errors.ts';
import type { Bus } from '../events/bus.ts';
import { EVERYTHING } from './change-buffer.ts';
import { streamChanges } from './change-stream.ts';

/** A clock that moves only by sleeping, and a bus that is spoken to by hand. */
function world() {
  let now = 0;
  let tell: (note: ChangeNote) => void = () => undefined;
  let resync: () => void = () => undefined;
  let listeners = 0;
  const stop = () => {
    listeners -= 1;
  };
  const bus: Bus = {
    onWake: () => stop,
    onJobs: () => stop,
    onChanges(listener) {
      listeners += 1;
      tell = listener;
      return stop;
    },
    onResync(listener) {
      listeners += 1;
      resync = listener;
      return stop;
    },
    close: async () => undefined,
  };
  const slept: number[] = [];
  const clock = {
    now: () => now,
    monotonic: () => now,
    async sleep(ms: number, signal?: AbortSignal) {
      await Promise.resolve();
      if (signal?.aborted) return;
      slept.push(ms);
      now += ms;
    },
  };
  return {
    bus,
    clock,
    slept,
    tell: (changes: ChangeNote['changes'], environmentId = 'env') => tell({ environmentId, changes }),
    resync: () => resync(),
    listeners: () => listeners,
  };
}

function open(w: ReturnType<typeof world>, recheck: () => Promise<void> = async () => undefined) {
  const abort = new AbortController();
  const { bus, clock } = w;
  const stream = streamChanges({ bus, clock, environmentId: 'env', signal: abort.signal, recheck });
  return { stream, abort };
}

const STACKS = { topic: 'stacks', id: null } as const;
const HOST = { topic: 'host', id: 'h' } as const;

test('changes that come together travel together, each once, and others not at all', async () => {
  const w = world();
  const { stream } = open(w);
  expect((await stream.next()).value).toEqual(EVERYTHING);
  w.tell([STACKS, HOST]);
  w.tell([STACKS]);
  w.tell([{ topic: 'hosts', id: null }], 'another environment');
  expect((await stream.next()).value).toEqual([STACKS, HOST]);
  w.tell([HOST]);
  expect((await stream.next()).value).toEqual([HOST]);
  expect(w.slept).toEqual([100]);
  await stream.return(undefined);
  expect(w.listeners()).toBe(0);
});

test('too much to name, a note that names nothing and a lost connection all mean everything', async () => {
  const w = world();
  const { stream } = open(w);
  await stream.next();
  w.tell(null);
  expect((await stream.next()).value).toEqual(EVERYTHING);
  w.tell(Array.from({ length: 300 }, (_, index) => ({ topic: 'container', id: `${index}` })));
  expect((await stream.next()).value).toEqual(EVERYTHING);
  w.resync();
  expect((await stream.next()).value).toEqual(EVERYTHING);
  await stream.return(undefined);
});

test('the right to look is asked about every minute, and its loss ends the stream', async () => {
  const w = world();
  let checks = 0;
  const { stream } = open(w, async () => {
    checks += 1;
    if (checks === 3) throw new DomainError('not-signed-in', 'Over.');
  });
  await stream.next();
  await expect(stream.next()).rejects.toMatchObject({ code: 'not-signed-in' });
  expect(w.clock.now()).toBe(180_000);
  expect(w.listeners()).toBe(0);
});

test('a page that has gone away leaves nothing behind', async () => {
  const w = world();
  const { stream, abort } = open(w);
  await stream.next();
  abort.abort();
  expect((await stream.next()).done).toBe(true);
  expect(w.listeners()).toBe(0);
});
