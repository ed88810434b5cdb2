import type { EnvironmentView } from '../../../server/schemas/identity.ts';

/** An address decides alone: an unknown one gives nothing rather than somebody else's environment. */
export function chooseEnvironment(
  environments: readonly EnvironmentView[],
  addressed: string | null,
  last: string | null,
): EnvironmentView | null {
  if (addressed) return environments.find(({ id }) => id === addressed) ?? null;
  return environments.find(({ id }) => id === last) ?? environments[0] ?? null;
}
