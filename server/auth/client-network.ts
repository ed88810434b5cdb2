import { isIPv6 } from 'node:net';

const GROUPS = 8;
/** What one customer of a network is given at the least; whoever has one address of it has all. */
const GROUPS_OF_A_CUSTOMER = 4;

function groupsOf(part: string): string[] {
  return part === '' ? [] : part.split(':');
}

/** What attempts are counted by: an IPv4 address as it is, of an IPv6 address its /64. */
export function networkOf(address: string): string {
  const bare = address.split('%', 1)[0] ?? address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(bare)) return address;
  const [head = '', tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::');
  const front = groupsOf(head);
  const back = groupsOf(tail ?? '');
  const zeros = Array.from({ length: GROUPS - front.length - back.length }, () => '0');
  const groups = tail === undefined ? front : [...front, ...zeros, ...back];
  return `${groups.slice(0, GROUPS_OF_A_CUSTOMER).join(':')}::/64`;
}
