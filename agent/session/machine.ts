import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { readFile } from 'node:fs/promises';
import type { EngineInfo } from '../docker/port.ts';
import type { Logger } from '../lib/logger.ts';
import type { HostFacts } from '../protocol/observation.ts';
import { generatedMachineId } from '../store/identity.ts';

/** Process 1 is the host's, for the agent runs with --pid=host. */
const MACHINE_ID_PATH = '/proc/1/root/etc/machine-id';
const ROUTE_DEADLINE_MS = 5_000;

/** Same machine, same id, also after the agent and all its files were removed. The machine's own id stays private. */
export async function readMachineId(directory: string, log: Logger): Promise<string> {
  // As process 1 of a container of its own it would read an id that belongs to the image.
  const id = process.pid === 1 ? '' : await readFile(MACHINE_ID_PATH, 'utf8').catch(() => '');
  if (/^[0-9a-f]{32}\s*$/.test(id)) return digest(`drover-machine:${id.trim()}`).slice(0, 40);
  log.warn('this machine has no /etc/machine-id; it is known by an id kept with the agent’s files');
  return generatedMachineId(directory, log);
}

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** SHA-256 of a public key in SPKI form: what people compare. */
export function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');
}

/** The address from which this host reaches the server. Connecting a UDP socket sends nothing; it asks the routes. */
export function sourceAddress(baseUrl: string): Promise<string | null> {
  const { hostname, port, protocol } = new URL(baseUrl);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    const finish = (address: string | null): void => {
      clearTimeout(timer);
      socket.close();
      resolve(address);
    };
    const timer = setTimeout(() => finish(null), ROUTE_DEADLINE_MS);
    socket.once('error', () => finish(null));
    socket.once('connect', () => finish(socket.address().address));
    socket.connect(Number(port) || (protocol === 'https:' ? 443 : 80), host);
  });
}

export function toHostFacts(info: EngineInfo, address: string | null): HostFacts {
  const { cpuCount, ...rest } = info;
  return { ...rest, address, milliCpu: cpuCount * 1000 };
}
