import type { ServiceStateRow } from '../../db/repositories/service.ts';
import type { StackRow } from '../../db/repositories/stack.ts';
import type { StackSummary } from '../../schemas/stack.ts';
import { shownServiceState, stackState } from '../service/state.ts';

function total(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

/** What there should be; of a stopped or leaving service what there is. */
function wantedCount({ desired, scale, unitCount }: ServiceStateRow): number | null {
  return desired === 'running' ? scale : unitCount;
}

export function toStackSummary(row: StackRow, services: readonly ServiceStateRow[]): StackSummary {
  const shown = services.map((service) => ({
    id: service.id,
    name: service.name,
    image: service.image,
    state: shownServiceState({ ...service, reported: service.state, answered: service.answered ?? false }),
  }));
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    state: stackState(
      row.desired,
      shown.map((service) => service.state),
    ),
    serviceCount: services.length,
    unitCount: total(services.map(wantedCount)),
    runningCount: total(services.map((service) => service.runningCount)),
    createdAt: row.createdAt.toISOString(),
    services: shown,
  };
}
