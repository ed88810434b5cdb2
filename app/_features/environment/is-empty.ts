import type { EnvironmentView } from '../../../server/schemas/identity.ts';

/** Only an environment without hosts and stacks may be deleted. A test holds this to the server's rule. */
export function isEmpty({
  hostCount,
  stackCount,
}: Pick<EnvironmentView, 'hostCount' | 'stackCount'>): boolean {
  return hostCount === 0 && stackCount === 0;
}
