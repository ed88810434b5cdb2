import { waitUntil } from '../../lab/harness/wait-until.ts';
import type { Engine } from './engine.ts';

const SWARM_PORT = 2377;
const READY_TIMEOUT_MS = 60_000;

interface SwarmInspect {
  JoinTokens: { Worker: string };
}

/** A swarm over all engines. */
export interface Swarm {
  readonly manager: Engine;
  /** Until every engine is a node that takes tasks. */
  ready(): Promise<void>;
  leave(): Promise<void>;
}

/** The first engine is the manager, the others are workers. */
export async function formSwarm(engines: readonly Engine[]): Promise<Swarm> {
  const [manager, ...others] = engines;
  if (!manager) throw new Error('no engine');
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
  const swarm: Swarm = {
    manager,
    async ready() {
      await waitUntil(
        async () => {
          const nodes = await manager.api.listNodes();
          return nodes.filter((node) => node.Status?.State === 'ready').length === engines.length;
        },
        { timeoutMs: READY_TIMEOUT_MS, what: 'the swarm to be ready' },
      );
    },
    async leave() {
      for (const engine of [...others, manager]) await engine.api.swarmLeave({ force: true });
    },
  };
  await swarm.ready();
  return swarm;
}
