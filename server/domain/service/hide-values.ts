import type { LaunchConfig } from '../../schemas/launch-config.ts';
import type { Role } from '../../schemas/role.ts';
import type { ServiceSpec } from '../../schemas/service.ts';
import { roleMay } from '../environment/environment.policy.ts';

const HIDDEN = '[hidden]';

function hideIn(launch: LaunchConfig): LaunchConfig {
  const names = Object.keys(launch.environment);
  return { ...launch, environment: Object.fromEntries(names.map((name) => [name, HIDDEN])) };
}

/** Environment variables often hold passwords: who may only look sees their names. */
export function hideValues(spec: ServiceSpec, role: Role): ServiceSpec {
  if (roleMay(role, 'environment-values.read').allowed) return spec;
  const sidekicks = spec.sidekicks.map((sidekick) => ({ ...sidekick, launch: hideIn(sidekick.launch) }));
  return { ...spec, launch: hideIn(spec.launch), sidekicks };
}
