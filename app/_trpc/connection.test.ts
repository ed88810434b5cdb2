import { expect, it } from 'vitest';
import { type ConnectionState, nextConnection } from './connection.ts';

const idle: ConnectionState = { connection: 'idle', since: 0 };

it('tells since when the page is not live, however often it is tried again', () => {
  const live = nextConnection(nextConnection(idle, 'connecting', 1000), 'live', 1200);
  const lost = nextConnection(live, 'reconnecting', 5000);
  expect(lost).toEqual({ connection: 'reconnecting', since: 5000 });
  expect(nextConnection(nextConnection(lost, 'connecting', 6000), 'reconnecting', 9000).since).toBe(5000);
});

it('starts anew after it was live again', () => {
  const lost: ConnectionState = { connection: 'reconnecting', since: 5000 };
  const live = nextConnection(lost, 'live', 8000);
  expect(live).toEqual({ connection: 'live', since: 8000 });
  expect(nextConnection(live, 'reconnecting', 20_000).since).toBe(20_000);
});

it('stays the same object while nothing changes, so that nothing renders again', () => {
  const live: ConnectionState = { connection: 'live', since: 1 };
  expect(nextConnection(live, 'live', 2)).toBe(live);
});
