import type { FilterCount } from '../model/report.ts';
import { chooseHost } from './choose-host.ts';
import type { Demand } from './demand.ts';
import { explain } from './explain.ts';
import { HOST_FILTERS } from './filters/index.ts';
import type { HostRoom } from './host-room.ts';

/** Why no host can take a unit. */
export interface NoHost {
  readonly code: 'no-host';
  readonly filters: readonly FilterCount[];
}

/**
 * Looks for hosts and remembers in vain searches: hosts only fill up until something is released, so what found no
 * host finds none until then. Without this a service with a thousand waiting slots would search a thousand times.
 */
export class HostSearch {
  readonly #rooms: readonly HostRoom[];
  readonly #inVain = new Map<Demand, NoHost>();

  constructor(rooms: readonly HostRoom[]) {
    this.#rooms = rooms;
  }

  find(serviceId: string, demand: Demand): HostRoom | NoHost {
    const known = this.#inVain.get(demand);
    if (known !== undefined) return known;
    const room = chooseHost(this.#rooms, serviceId, demand);
    if (room !== null) return room;
    const none: NoHost = { code: 'no-host', filters: explain(this.#rooms, demand, HOST_FILTERS) };
    this.#inVain.set(demand, none);
    return none;
  }

  /** Something was released: any search may succeed now. */
  startOver(): void {
    this.#inVain.clear();
  }
}

export function isNoHost(found: HostRoom | NoHost): found is NoHost {
  return 'code' in found;
}
