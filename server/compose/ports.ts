import type { PortMapping } from '../schemas/primitives/ports.ts';

export type PortsResult = { readonly ports: PortMapping[] } | { readonly error: string };

const RANGE_LENGTH_MAX = 100;
const PORT_MAX = 65535;
const SHAPE = /^(?:(?:([^:/]*):)?(\d*(?:-\d+)?):)?(\d+(?:-\d+)?)(?:\/([A-Za-z]+))?$/;

/** One item of `ports` in its short form: `80`, `8080:80`, `ip:8080:80/udp`, `ip::80`, and ranges of each. */
export function parsePorts(text: string): PortsResult {
  const match = SHAPE.exec(text.trim());
  if (match === null) return { error: 'Write a port as "80", "8080:80" or "10.0.0.5:8080:80/udp".' };
  const [, hostIp = '', hostSide = '', containerSide = '', protocolText = 'tcp'] = match;

  const protocol = protocolText.toLowerCase();
  if (protocol !== 'tcp' && protocol !== 'udp')
    return { error: `The protocol is tcp or udp, not "${protocolText}".` };
  if (hostIp !== '' && !isIpv4(hostIp))
    return { error: 'The address before the port must be IPv4, like 10.0.0.5.' };

  const container = parseRange(containerSide);
  const host = hostSide === '' ? null : parseRange(hostSide);
  if (container === null || (hostSide !== '' && host === null)) {
    return { error: `Ports run from 1 to ${PORT_MAX}, and a range from low to high.` };
  }
  const length = container.last - container.first + 1;
  if (length > RANGE_LENGTH_MAX) return { error: `A range may hold at most ${RANGE_LENGTH_MAX} ports.` };
  if (host !== null && host.last - host.first + 1 !== length) {
    return { error: 'Both sides of a range must have the same number of ports.' };
  }
  return {
    ports: Array.from({ length }, (_, offset) => ({
      hostIp: hostIp === '' || hostIp === '0.0.0.0' ? null : hostIp,
      hostPort: host === null ? null : host.first + offset,
      containerPort: container.first + offset,
      protocol,
    })),
  };
}

function parseRange(text: string): { first: number; last: number } | null {
  const [low = '', high = low] = text.split('-');
  const first = Number(low);
  const last = Number(high);
  return first >= 1 && first <= last && last <= PORT_MAX ? { first, last } : null;
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return (
    parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
  );
}
