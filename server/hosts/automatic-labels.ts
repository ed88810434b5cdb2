import type { HostFacts } from '../../agent/protocol/observation.ts';

function majorMinor(version: string): string {
  return /^\d+\.\d+/.exec(version)?.[0] ?? version;
}

/** Labels every host has by itself. Rancher's names and its major.minor form, because rules that users wrote match on them. */
export function automaticLabels(facts: HostFacts): Record<string, string> {
  return {
    'io.rancher.host.docker_version': majorMinor(facts.dockerVersion),
    'io.rancher.host.linux_kernel_version': majorMinor(facts.kernelVersion),
  };
}

/** Applies what changed in the agent's command since it was last seen; labels that people edited meanwhile stay. */
export function applyCommandLabels(
  current: Readonly<Record<string, string>>,
  before: Readonly<Record<string, string>>,
  command: Readonly<Record<string, string>>,
): Record<string, string> {
  const changed = Object.entries(command).filter(([key, value]) => before[key] !== value);
  return { ...current, ...Object.fromEntries(changed) };
}
