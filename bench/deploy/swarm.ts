import { waitUntil } from '../../lab/harness/wait-until.ts';
import { countWithLabel, type Engine } from '../lib/engine.ts';
import { type Contender, IMAGE, REMOVE_TIMEOUT_MS } from './contender.ts';

const SERVICE = 'bench';
const SWARM_PORT = 2377;

interface SwarmInspect {
  JoinTokens: { Worker: string };
}

async function form(manager: Engine, others: readonly Engine[]): Promise<void> {
  const address = `${manager.host.address}:${SWARM_PORT}`;
  await manager.api.swarmInit({ ListenAddr: address, AdvertiseAddr: address });
  const { JoinTokens } = (await manager.api.swarmInspect()) as SwarmInspect;
  for (const other of others) {
    const own = `${other.host.address}:${SWARM_PORT}`;
    await other.api.swarmJoin({
      ListenAddr: own,
      AdvertiseAddr: own,
      RemoteAddrs: [address],
      JoinToken: JoinTokens.Worker,
    });
  }
  await waitUntil(
    async () => {
      const nodes = await manager.api.listNodes();
      return nodes.filter((node) => node.Status?.State === 'ready').length === others.length + 1;
    },
    { timeoutMs: 30_000, what: 'the swarm to be ready' },
  );
}

/** Docker Swarm over the same engines; the first is the manager. */
export async function swarmContender(engines: readonly Engine[]): Promise<Contender> {
  const [manager, ...others] = engines;
  if (!manager) throw new Error('no engine');
  await form(manager, others);
  return {
    name: 'swarm',
    async create(count) {
      await manager.api.createService({
        Name: SERVICE,
        TaskTemplate: { ContainerSpec: { Image: IMAGE }, RestartPolicy: { Condition: 'any' } },
        Mode: { Replicated: { Replicas: count } },
      });
    },
    async scale(count) {
      const service = manager.api.getService(SERVICE);
      const { Version, Spec } = await service.inspect();
      await service.update({
        ...Spec,
        version: Number(Version.Index),
        Mode: { Replicated: { Replicas: count } },
      });
    },
    async remove() {
      await manager.api.getService(SERVICE).remove();
      await waitUntil(
        async () => (await countWithLabel(engines, `com.docker.swarm.service.name=${SERVICE}`)) === 0,
        {
          timeoutMs: REMOVE_TIMEOUT_MS,
          what: 'swarm to remove its tasks',
        },
      );
    },
    async close() {
      for (const engine of [...others, manager]) await engine.api.swarmLeave({ force: true });
    },
  };
}
