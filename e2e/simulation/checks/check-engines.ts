import { LABEL } from '../../../agent/protocol/labels.ts';
import type { Tables } from '../postgres/tables.ts';
import type { Simulation } from '../world/simulation.ts';
import { Violation } from '../world/violation.ts';

/**
 * What really runs, against what the database knows. Of the units of one slot at most one may run that was not given up;
 * those that were may run on for as long as their host cannot be asked.
 */
export function checkEngines(sim: Simulation, tables: Tables): void {
  const bySlot = new Map<string, string>();
  for (const host of sim.hosts) {
    if (host.removed) continue;
    const names = new Set<string>();
    for (const { name, labels, state } of host.engine.fake.all()) {
      const unitId = labels[LABEL.unit] ?? '';
      if (unitId === '' || state !== 'running' || name.includes('-copy-')) continue;
      const unit = tables.units.get(unitId);
      if (unit === undefined) continue;
      const launch = `${unitId}/${labels[LABEL.rancherLaunchConfig] ?? ''}`;
      if (names.has(launch))
        throw new Violation('no two live containers for one unit', `${launch} on ${host.name}`);
      names.add(launch);
      if (unit.removedAt !== null || unit.lostAt !== null) continue;
      const slot = `${unit.serviceId}/${unit.index}`;
      const other = bySlot.get(slot);
      if (other !== undefined && other !== unitId) {
        throw new Violation('no two live units for one slot', `${slot}: ${other} and ${unitId}`);
      }
      bySlot.set(slot, unitId);
    }
  }
}
