import { type HostFilter, hostsInWords } from './host-filter.ts';

const MIB = 1024 * 1024;

/** Counts reservations, never use. A unit that reserves nothing fits everywhere. */
export const memoryFilter: HostFilter = {
  name: 'memory',
  check: (room, demand) => {
    if (demand.memoryBytes === 0 || room.host.memoryBytes === null) return null;
    if (room.reservedMemoryBytes + demand.memoryBytes <= room.host.memoryBytes) return null;
    return `${Math.ceil(demand.memoryBytes / MIB)} MiB of memory`;
  },
  explain: (amount, count) => `${amount} cannot be reserved on ${hostsInWords(count)}`,
};
