import { cpuFilter } from './cpu.ts';
import type { HostFilter } from './host-filter.ts';
import { hostLabelFilter } from './host-label.ts';
import { hostPortFilter } from './host-port.ts';
import { memoryFilter } from './memory.ts';
import { stateFilter } from './state.ts';

/** A host is counted under the first filter that turns it away: the one that would have to change first. */
export const HOST_FILTERS: readonly HostFilter[] = [
  stateFilter,
  hostLabelFilter,
  hostPortFilter,
  memoryFilter,
  cpuFilter,
];

/** A unit that is already on its host keeps its place whatever the state of the host. */
export const IN_PLACE_FILTERS: readonly HostFilter[] = HOST_FILTERS.filter(({ name }) => name !== 'state');
