import { type HostFilter, hostsInWords } from './host-filter.ts';

/** Only an active host takes new units; all others keep what they have. */
export const stateFilter: HostFilter = {
  name: 'state',
  check: (room) => (room.state === 'active' ? null : room.state),
  explain: (state, count) => `${hostsInWords(count)} ${count === 1 ? 'is' : 'are'} ${state}`,
};
