import type { ServiceDetail, ServiceSummary } from '../../../server/schemas/service.ts';

export interface Consequences {
  readonly containerCount: number;
  readonly hostPorts: readonly number[];
  /** Services of the same stack that link to what is stopped or removed, and are not stopped or removed with it. */
  readonly dependants: readonly string[];
}

type Subject = Pick<ServiceSummary, 'name' | 'ports' | 'links'> & { units: ServiceDetail['units'] };

/** What stopping or removing these services of a stack means for others. */
export function consequencesOf(leaving: readonly Subject[], siblings: readonly Subject[]): Consequences {
  const names = new Set(leaving.map((service) => service.name.toLowerCase()));
  const ports = leaving
    .flatMap((service) => service.ports.map((port) => port.hostPort))
    .filter((port) => port > 0);
  return {
    containerCount: leaving.reduce((sum, service) => sum + containersOf(service), 0),
    hostPorts: [...new Set(ports)].sort((a, b) => a - b),
    dependants: siblings
      .filter((service) => !names.has(service.name.toLowerCase()))
      .filter((service) => service.links.some((link) => names.has(link.service.toLowerCase())))
      .map((service) => service.name),
  };
}

function containersOf({ units }: Subject): number {
  return units.reduce((sum, unit) => sum + unit.containers.length, 0);
}
