import { once } from 'node:events';
import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../lib/clock.ts';
import { drain } from './drain.ts';

describe('drain', () => {
  let server: Server;
  let arrived: PromiseWithResolvers<ServerResponse>;
  let agent: Agent;
  let port: number;
  /** True ends the time that answers are given. */
  let late: boolean;
  let clock: Clock;

  beforeEach(async () => {
    arrived = Promise.withResolvers();
    agent = new Agent({ keepAlive: true });
    late = false;
    clock = {
      ...systemClock,
      monotonic: () => (late ? Number.MAX_SAFE_INTEGER : 0),
      sleep: () => nextTurn(),
    };
    server = createServer((_req, res) => arrived.resolve(res));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterEach(() => {
    agent.destroy();
    server.closeAllConnections();
  });

  function ask() {
    const asked = request({ port, agent });
    asked.end();
    return once(asked, 'response') as Promise<[IncomingMessage]>;
  }

  it('lets an answer that is under way finish, and is done with it', async () => {
    const response = ask();
    const res = await arrived.promise;
    const drained = drain(server, clock);
    res.end('whole');

    const [answer] = await response;
    expect(await text(answer)).toBe('whole');
    await drained;
    expect(server.listening).toBe(false);
  });

  it('cuts a stream that would never end', async () => {
    const response = ask();
    (await arrived.promise).write('for ever');
    const [stream] = await response;
    const cut = once(stream, 'error');
    stream.resume();

    const drained = drain(server, clock);
    late = true;
    await drained;
    expect(String((await cut)[0])).toContain('aborted');
  });

  it('does not wait for connections that say nothing', async () => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const closed = once(socket, 'close');

    const drained = drain(server, clock);
    late = true;
    await drained;
    await closed;
  });
});
