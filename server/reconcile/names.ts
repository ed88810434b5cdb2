import type { PlanInput } from '../core/model/input.ts';
import { containerName } from '../core/naming/names.ts';

/** What things of a snapshot are called. Empty for what it does not have. */
export interface Names {
  host(hostId: string): string;
  stack(stackId: string): string;
  stackOf(serviceId: string): string | null;
  service(serviceId: string): string;
  /** The name of the unit's primary container. */
  unit(unit: { readonly unitId: string; readonly serviceId: string; readonly index?: number }): string;
}

export function namesOf(input: PlanInput): Names {
  const hosts = new Map(input.hosts.map(({ id, name }) => [id, name]));
  const stacks = new Map(input.stacks.map(({ id, name }) => [id, name]));
  const services = new Map(input.services.map((service) => [service.id, service]));
  const indexes = new Map(input.units.map(({ id, index }) => [id, index]));
  const stack = (id: string) => stacks.get(id) ?? '';
  return {
    host: (id) => hosts.get(id) ?? '',
    stack,
    stackOf: (serviceId) => services.get(serviceId)?.stackId ?? null,
    service: (id) => services.get(id)?.name ?? '',
    unit({ unitId, serviceId, index }) {
      const service = services.get(serviceId);
      return containerName({
        stack: stack(service?.stackId ?? ''),
        service: service?.name ?? '',
        launch: '',
        index: index ?? indexes.get(unitId) ?? 0,
      });
    },
  };
}
