import type { ServiceDetail } from '../../../server/schemas/service.ts';
import type { StackDetail } from '../../../server/schemas/stack.ts';

/** The address of a host on which the service runs, to open its published ports at; null when there is none. */
export function addressOf(service: Pick<ServiceDetail, 'units'>, hosts: StackDetail['hosts']): string | null {
  const running = service.units.find((unit) => unit.state === 'running' && unit.hostId !== null);
  return hosts.find((host) => host.id === running?.hostId)?.address ?? null;
}
