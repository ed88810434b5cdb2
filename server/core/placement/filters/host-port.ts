import { describePort } from '../ports.ts';
import { type HostFilter, hostsInWords } from './host-filter.ts';

/** Ports of other units and of containers that are not ours count alike: the engine refuses both. */
export const hostPortFilter: HostFilter = {
  name: 'host-port',
  check: (room, demand) => {
    for (const claim of demand.ports) {
      if (room.holdsPort(claim)) return describePort(claim);
    }
    return null;
  },
  explain: (port, count) => `port ${port} is taken on ${hostsInWords(count)}`,
};
