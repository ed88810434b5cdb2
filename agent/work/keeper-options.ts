import type { DockerPort } from '../docker/port.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import type { ContainerCache } from '../observe/container-cache.ts';
import type { JobFailure } from '../protocol/messages.ts';
import type { UnitStore } from '../store/unit-store.ts';

export interface KeeperOptions {
  readonly docker: DockerPort;
  readonly store: UnitStore;
  readonly cache: ContainerCache;
  readonly clock: Clock;
  readonly log: Logger;
  /** `force`: tell the server even if nothing looks different. */
  readonly onChange: (unitId: string, force: boolean) => void;
  readonly onFailure: (failure: JobFailure) => void;
}
