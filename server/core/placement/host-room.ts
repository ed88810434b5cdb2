import type { HostLifecycle, HostModel, PortClaim } from '../model/host.ts';
import type { Demand } from './demand.ts';
import { portKey, portsClash } from './ports.ts';

/**
 * What is left on one host while a plan is being made. It lives no longer than the plan; claims go up and down as
 * decisions are taken, so that two decisions of one plan never share a port or a byte.
 */
export class HostRoom {
  readonly host: HostModel;
  readonly state: HostLifecycle;
  /** Keys and values in lower case. */
  readonly labels: ReadonlyMap<string, string>;
  reservedMemoryBytes = 0;
  reservedMilliCpu = 0;
  /** Units that are meant to be here; those on their way out still claim but do not count. */
  unitCount = 0;
  readonly #portClaims = new Map<string, PortClaim[]>();
  readonly #serviceCounts = new Map<string, number>();

  constructor(host: HostModel, state: HostLifecycle) {
    this.host = host;
    this.state = state;
    this.labels = new Map(
      Object.keys(host.labels)
        .sort()
        .map((key) => [key.toLowerCase(), (host.labels[key] ?? '').toLowerCase()]),
    );
    for (const claim of host.foreignPorts) this.#addPort(claim);
  }

  claim(demand: Demand): void {
    for (const port of demand.ports) this.#addPort(port);
    this.reservedMemoryBytes += demand.memoryBytes;
    this.reservedMilliCpu += demand.milliCpu;
  }

  release(demand: Demand): void {
    for (const port of demand.ports) this.#dropPort(port);
    this.reservedMemoryBytes -= demand.memoryBytes;
    this.reservedMilliCpu -= demand.milliCpu;
  }

  /** `change` is 1 for a unit that is to be here, -1 for one that no longer is. */
  count(serviceId: string, change: 1 | -1): void {
    this.unitCount += change;
    this.#serviceCounts.set(serviceId, this.serviceCount(serviceId) + change);
  }

  serviceCount(serviceId: string): number {
    return this.#serviceCounts.get(serviceId) ?? 0;
  }

  holdsPort(claim: PortClaim): boolean {
    return this.#portClaims.get(portKey(claim))?.some((held) => portsClash(held, claim)) ?? false;
  }

  #addPort(claim: PortClaim): void {
    const key = portKey(claim);
    const held = this.#portClaims.get(key);
    if (held === undefined) this.#portClaims.set(key, [claim]);
    else held.push(claim);
  }

  #dropPort(claim: PortClaim): void {
    const held = this.#portClaims.get(portKey(claim));
    const at = held?.findIndex((other) => other.hostIp === claim.hostIp) ?? -1;
    if (at >= 0) held?.splice(at, 1);
  }
}
