import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AgentDoor, openAgentDoor } from './testing/agent-door.ts';

/* Callers who begin to say something long and never end. */

const READ_MS = 3_000;
const WAIT = { timeout: 10_000 };
const LIMITED = { status: 429, code: 'rate-limited' };

let door: AgentDoor;
beforeAll(async () => {
  door = await openAgentDoor({ env: { DROVER_TRUST_PROXY: '1' }, largeOfferReadMs: READ_MS });
});
afterAll(() => door.close());

/** Announces a large offer and sends its first byte. */
async function begin(address: string): Promise<{ socket: Socket; ended: Promise<void> }> {
  const { hostname, port } = new URL(door.base);
  const socket = connect(Number(port), hostname);
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => socket.destroy());
  socket.resume();
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  const head = [
    'POST /api/agent/offer HTTP/1.1',
    'Host: server',
    'Content-Type: application/json',
    'Content-Length: 1000000',
    `X-Forwarded-For: ${address}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n{`);
  return { socket, ended };
}

/** Refused for what it says, or for want of a place. */
const large = (address: string) =>
  door.call('offer', { a: 'x'.repeat(20_000) }, null, { 'x-forwarded-for': address });

it('slow callers of one network hold the places of nobody else, and are cut off', async () => {
  const slow = await Promise.all([1, 2, 3, 4].map((at) => begin(`2001:db8:1:2::${at}`)));
  await expect.poll(() => large('2001:db8:1:2::9'), WAIT).toMatchObject(LIMITED);
  expect(await large('2001:db8:1:3::9')).toMatchObject({ status: 400, code: 'message-invalid' });
  await Promise.all(slow.map(({ ended }) => ended));
  await expect
    .poll(() => large('2001:db8:1:2::9'), WAIT)
    .toMatchObject({ status: 400, code: 'message-invalid' });
});

it('one who goes away in the middle gives the place back at once', async () => {
  const slow = await Promise.all([begin('192.0.2.1'), begin('192.0.2.1')]);
  await expect.poll(() => large('192.0.2.1'), WAIT).toMatchObject(LIMITED);
  for (const { socket } of slow) socket.destroy();
  await expect.poll(() => large('192.0.2.1'), WAIT).toMatchObject({ status: 400 });
});
