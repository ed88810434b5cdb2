import { type Role, roleAtLeast } from '../../schemas/role.ts';
import { ALLOWED, refused, type Verdict } from '../verdict.ts';

/** What a role opens in an environment; the lowest role that may do it. The API's procedures ask for the same roles. */
const NEEDED = {
  'environment.edit': 'owner',
  'members.edit': 'owner',
  'hosts.edit': 'member',
  'stacks.edit': 'restricted',
  'environment-values.read': 'restricted',
} as const satisfies Record<string, Role>;

export type Capability = keyof typeof NEEDED;

export function roleNeededFor(capability: Capability): Role {
  return NEEDED[capability];
}

export function roleMay(role: Role, capability: Capability): Verdict {
  const needed = NEEDED[capability];
  if (roleAtLeast(role, needed)) return ALLOWED;
  return refused(`This needs the role ${needed}; yours is ${role}.`);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

export function mayRemoveEnvironment({
  hostCount,
  stackCount,
}: {
  hostCount: number;
  stackCount: number;
}): Verdict {
  const left = [
    ...(hostCount > 0 ? [counted(hostCount, 'host')] : []),
    ...(stackCount > 0 ? [counted(stackCount, 'stack')] : []),
  ];
  if (left.length === 0) return ALLOWED;
  return refused(`Remove what is in it first: ${left.join(' and ')}.`);
}
