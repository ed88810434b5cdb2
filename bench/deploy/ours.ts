import type { SignedIn } from '../../lab/harness/sign-in.ts';
import { waitUntil } from '../../lab/harness/wait-until.ts';
import { countWithLabel, type Engine } from '../lib/engine.ts';
import { type Contender, IMAGE, REMOVE_TIMEOUT_MS } from './contender.ts';

const STACK = 'bench';
export const DROVER_LABEL = `io.rancher.stack.name=${STACK}`;

/** Drover, asked through its public API. */
export function droverContender(session: SignedIn, engines: readonly Engine[]): Contender {
  const { client, environmentId } = session;
  let stackId = '';
  let serviceId = '';
  const prepare = async () => {
    if (stackId === '') stackId = (await client.stacks.create.mutate({ environmentId, name: STACK })).id;
  };
  return {
    name: 'drover',
    async create(count) {
      await prepare();
      const made = await client.services.create.mutate({
        environmentId,
        stackId,
        name: 'web',
        scale: count,
        spec: { launch: { image: IMAGE } },
      });
      serviceId = made.id;
    },
    async scale(count) {
      await client.services.scale.mutate({ environmentId, serviceId, scale: count });
    },
    async remove() {
      await client.services.remove.mutate({ environmentId, serviceId });
      await waitUntil(
        async () => {
          const left = await countWithLabel(engines, DROVER_LABEL);
          const { services } = await client.stacks.get.query({ environmentId, stackId });
          return left === 0 && services.length === 0;
        },
        { timeoutMs: REMOVE_TIMEOUT_MS, what: 'drover to remove its containers' },
      );
    },
    async close() {
      if (stackId !== '') await client.stacks.remove.mutate({ environmentId, stackId });
    },
  };
}
