import { readFile } from 'node:fs/promises';
import type { ServiceDetail } from '../../server/schemas/service.ts';
import type { Client } from './sign-in.ts';
import { waitUntil } from './wait-until.ts';

export interface Where {
  readonly client: Client;
  readonly environmentId: string;
}

/** Applies a compose file with its rancher-compose beside it and hands back the stack's id. */
export async function applyFiles(where: Where, stackName: string, directory: URL): Promise<string> {
  const compose = await readFile(new URL('docker-compose.yml', directory), 'utf8');
  const rancherCompose = await readFile(new URL('rancher-compose.yml', directory), 'utf8');
  const { stackId } = await where.client.stacks.applyCompose.mutate({
    environmentId: where.environmentId,
    stackName,
    compose,
    rancherCompose,
    variables: {},
    start: true,
    upgrade: false,
  });
  return stackId;
}

const SETTLED = new Set(['active', 'stopped']);

/** Until each service of the stack is as asked, and told so. */
export async function waitForStack(
  where: Where,
  stackId: string,
  timeoutMs: number,
): Promise<readonly ServiceDetail[]> {
  return waitUntil(
    async () => {
      const stack = await where.client.stacks.get.query({ environmentId: where.environmentId, stackId });
      const open = stack.services.filter((service) => !SETTLED.has(service.state) || service.reason !== null);
      if (open.length > 0)
        throw new Error(
          open
            .map(
              (one) => `${one.name} ${one.state} ${one.runningCount}/${one.scale} ${one.reason?.code ?? ''}`,
            )
            .join(', '),
        );
      return stack.services;
    },
    { timeoutMs, what: `stack ${stackId} to settle`, everyMs: 100 },
  );
}

/** How many running containers of the service each host has, by host name. */
export function spreadOf(service: ServiceDetail): Record<string, number> {
  const spread: Record<string, number> = {};
  for (const unit of service.units) {
    if (unit.state === 'running' && unit.hostName !== null)
      spread[unit.hostName] = (spread[unit.hostName] ?? 0) + 1;
  }
  return spread;
}
