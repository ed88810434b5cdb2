import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Clock } from '../lib/clock.ts';

/** For answers that are under way when the server stops. Streams never end by themselves and are cut. */
const DRAIN_MS = 1_500;
const LOOK_EVERY_MS = 20;

/** Takes no new connections, lets answers finish for a moment, and closes what is left. */
export async function drain(server: Server, clock: Clock): Promise<void> {
  const closed = new AbortController();
  const close = once(server, 'close').then(() => closed.abort());
  const deadline = clock.monotonic() + DRAIN_MS;
  server.close();
  while (!closed.signal.aborted && clock.monotonic() < deadline) {
    // A connection whose answer has just ended would otherwise be kept for a next request.
    server.closeIdleConnections();
    await clock.sleep(LOOK_EVERY_MS, closed.signal);
  }
  server.closeAllConnections();
  await close;
}
