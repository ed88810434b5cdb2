import type { UnitAction } from '../core/model.ts';
import type { ContainerCache } from '../observe/container-cache.ts';
import { toLocal } from '../observe/to-local.ts';
import type { UnitStore } from '../store/unit-store.ts';

/**
 * A restart that was asked for is served once: on disk after the container is up again. A crash in between restarts it
 * once more, which is harmless; writing it before could lose the restart.
 */
export function noteServed(
  store: UnitStore,
  cache: ContainerCache,
  { unitId, containerId, restartCount }: UnitAction & { kind: 'start' | 'restart' },
): void {
  const record = store.get(unitId);
  if (record === undefined) return;
  const containers = cache.ofUnit(unitId).map(toLocal);
  const madeFor = containers.find(({ id }) => id === containerId)?.madeForRestart ?? 0;
  if (Math.max(record.servedBefore, madeFor, record.served[containerId] ?? 0) >= restartCount) return;
  const alive = new Set(containers.map(({ id }) => id));
  const kept = Object.entries(record.served).filter(([id]) => alive.has(id));
  store.put({ ...record, served: { ...Object.fromEntries(kept), [containerId]: restartCount } });
}
