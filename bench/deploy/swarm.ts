import { waitUntil } from '../../lab/harness/wait-until.ts';
import { countWithLabel, type Engine } from '../lib/engine.ts';
import type { Swarm } from '../lib/swarm.ts';
import { type Contender, IMAGE, REMOVE_TIMEOUT_MS } from './contender.ts';

export interface SwarmOptions {
  readonly service: string;
  /** Before a task that ended is started again; null leaves Swarm's own 5 s. */
  readonly restartDelayMs: number | null;
}

const NANOSECONDS_PER_MS = 1_000_000;

export function swarmLabel({ service }: SwarmOptions): string {
  return `com.docker.swarm.service.name=${service}`;
}

/** A service of the swarm over the same engines. */
export function swarmContender(
  { manager }: Swarm,
  engines: readonly Engine[],
  options: SwarmOptions = { service: 'bench', restartDelayMs: null },
): Contender {
  const { service: name, restartDelayMs } = options;
  const delay = restartDelayMs === null ? {} : { Delay: restartDelayMs * NANOSECONDS_PER_MS };
  return {
    name: 'swarm',
    async create(count) {
      await manager.api.createService({
        Name: name,
        TaskTemplate: {
          ContainerSpec: { Image: IMAGE },
          RestartPolicy: { Condition: 'any', ...delay },
        },
        Mode: { Replicated: { Replicas: count } },
      });
    },
    async scale(count) {
      const service = manager.api.getService(name);
      const { Version, Spec } = await service.inspect();
      await service.update({
        ...Spec,
        version: Number(Version.Index),
        Mode: { Replicated: { Replicas: count } },
      });
    },
    async remove() {
      await manager.api.getService(name).remove();
      await waitUntil(async () => (await countWithLabel(engines, swarmLabel(options))) === 0, {
        timeoutMs: REMOVE_TIMEOUT_MS,
        what: 'swarm to remove its tasks',
      });
    },
    close: async () => undefined,
  };
}
