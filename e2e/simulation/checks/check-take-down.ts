import type { DockerOperation } from '../../../agent/docker/docker-error.ts';
import { launchOf } from '../../../agent/docker/ownership.ts';
import type { EngineContainer } from '../../../agent/docker/port.ts';
import type { Assignment } from '../../../agent/protocol/assignment.ts';
import { LABEL } from '../../../agent/protocol/labels.ts';
import type { SimHost, Simulation } from '../world/simulation.ts';
import { Violation } from '../world/violation.ts';

/** Ends a container only what the unit's assignment asks for: unknown is not unwanted. */
export function checkTakeDown(
  sim: Simulation,
  host: SimHost,
  operation: DockerOperation,
  container: EngineContainer,
  assignments: readonly Assignment[],
): void {
  if (operation !== 'stop' && operation !== 'remove' && operation !== 'restart') return;
  const { labels, name } = container;
  const unitId = labels[LABEL.unit] ?? '';
  const launch = launchOf(labels);
  const siblings = host.engine.fake
    .all()
    .filter((other) => other.labels[LABEL.unit] === unitId && launchOf(other.labels) === launch);
  if (siblings.length > 1) sim.coverage.note('duplicate taken down');
  // Of two containers one goes, also when the other has been taken away since that was decided.
  if ((siblings.length > 1 || host.copied.has(unitId)) && assignments.length > 0) return;
  const asksForIt = assignments.some(({ desired, containers, restartCount }) => {
    const spec = containers.find((one) => one.launch === launch);
    if (spec === undefined || spec.specHash !== labels[LABEL.specHash] || container.state === 'dead')
      return true;
    if (operation === 'restart') return desired === 'running' && restartCount > 0;
    return operation === 'stop' ? desired !== 'running' : desired === 'removed';
  });
  if (asksForIt) return;
  const held = assignments.map(({ generation, desired }) => `g${generation} ${desired}`).join(', ');
  throw new Violation(
    'nothing is removed on unknown',
    `${host.name} ${operation} ${name}: holds ${held || 'nothing'}`,
  );
}
