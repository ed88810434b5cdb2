import { type HostFilter, hostsInWords } from './host-filter.ts';

/** Counts reservations, never use. A unit that reserves nothing fits everywhere. */
export const cpuFilter: HostFilter = {
  name: 'cpu',
  check: (room, demand) => {
    if (demand.milliCpu === 0 || room.host.milliCpu === null) return null;
    if (room.reservedMilliCpu + demand.milliCpu <= room.host.milliCpu) return null;
    return `${demand.milliCpu} milli-CPU`;
  },
  explain: (amount, count) => `${amount} cannot be reserved on ${hostsInWords(count)}`,
};
