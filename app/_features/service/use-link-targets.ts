'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../_trpc/client.ts';

/** What a service of this stack can link to: its siblings by name, services of other stacks as `stack/service`. */
export function useLinkTargets(environmentId: string, stackId: string, serviceId: string | null): string[] {
  const stacks = useQuery(useTRPC().stacks.list.queryOptions({ environmentId })).data ?? [];
  const own = stacks.find((stack) => stack.id === stackId);
  const siblings =
    own?.services.filter((service) => service.id !== serviceId).map((service) => service.name) ?? [];
  const others = stacks
    .filter((stack) => stack.id !== stackId)
    .flatMap((stack) => stack.services.map((service) => `${stack.name}/${service.name}`));
  return [...siblings.sort(), ...others.sort()];
}
