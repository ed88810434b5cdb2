/**
 * Rules about a service that its schema alone cannot tell. Each finds the first fault and names its field; the use
 * cases refuse with it, and applying a compose file lists it among the file's problems.
 */
import type { LaunchConfig } from '../../schemas/launch-config.ts';
import { OWN_LABEL_PREFIX } from '../../schemas/primitives/labels.ts';
import type { PortMapping } from '../../schemas/primitives/ports.ts';
import type { ServiceLink, ServiceSpec } from '../../schemas/service.ts';
import { DomainError } from '../errors.ts';

export interface Fault {
  readonly code: 'invalid-input' | 'name-taken';
  readonly message: string;
  readonly field: string;
}

export function refuse(fault: Fault | null): void {
  if (fault !== null) throw new DomainError(fault.code, fault.message, { field: fault.field });
}

interface PlacedPort {
  readonly port: PortMapping;
  readonly field: string;
}

function portsOf(launch: LaunchConfig, field: string): PlacedPort[] {
  return launch.ports.map((port, position) => ({ port, field: `${field}.ports.${position}.hostPort` }));
}

function isAnyAddress(hostIp: string | null): boolean {
  return hostIp === null || hostIp === '0.0.0.0';
}

function collide(a: PortMapping, b: PortMapping): boolean {
  if (a.hostPort !== b.hostPort || a.protocol !== b.protocol) return false;
  return isAnyAddress(a.hostIp) || isAnyAddress(b.hostIp) || a.hostIp === b.hostIp;
}

/** All containers of a unit share one host, so a fixed port can be had once. */
export function findRepeatedPort(spec: ServiceSpec): Fault | null {
  const placed = [
    ...portsOf(spec.launch, 'spec.launch'),
    ...spec.sidekicks.flatMap(({ launch }, position) => portsOf(launch, `spec.sidekicks.${position}.launch`)),
  ].filter(({ port }) => port.hostPort !== null);
  for (const [position, { port, field }] of placed.entries()) {
    if (!placed.slice(0, position).some((earlier) => collide(earlier.port, port))) continue;
    const message = `Port ${port.hostPort}/${port.protocol} requested more than once.`;
    return { code: 'invalid-input', message, field };
  }
  return null;
}

/** They would be overwritten on every container: whoever sets them expects something that does not happen. */
export function findOwnLabel(spec: ServiceSpec): Fault | null {
  const launches = [
    { launch: spec.launch, field: 'spec.launch' },
    ...spec.sidekicks.map(({ launch }, position) => ({ launch, field: `spec.sidekicks.${position}.launch` })),
  ];
  for (const { launch, field } of launches) {
    const own = Object.keys(launch.labels).find((key) => key.toLowerCase().startsWith(OWN_LABEL_PREFIX));
    if (own === undefined) continue;
    const message = `The label ${own} is set by Drover itself. Take it out.`;
    return { code: 'invalid-input', message, field: `${field}.labels` };
  }
  return null;
}

export interface NamedService {
  readonly name: string;
  readonly sidekicks: readonly string[];
}

function lower(text: string): string {
  return text.toLowerCase();
}

/** Service and sidekick names become container and DNS names, which know no upper case. */
export function findTakenName(service: NamedService, others: readonly NamedService[]): Fault | null {
  const taken = new Set(others.flatMap(({ name, sidekicks }) => [name, ...sidekicks]).map(lower));
  const own = new Set<string>();
  const claims = [
    { name: service.name, field: 'name' },
    ...service.sidekicks.map((name, position) => ({ name, field: `spec.sidekicks.${position}.name` })),
  ];
  for (const { name, field } of claims) {
    if (taken.has(lower(name))) {
      const message = `The stack already has a service or sidekick ${name}.`;
      return { code: 'name-taken', message, field };
    }
    if (own.has(lower(name))) {
      return { code: 'name-taken', message: `The name ${name} is used twice in this service.`, field };
    }
    own.add(lower(name));
  }
  return null;
}

export interface LinkWorld {
  /** The stack that a link without a stack is in. */
  readonly stackName: string;
  /** `stack/service`, in lower case, of everything that may be linked to. */
  readonly targets: ReadonlySet<string>;
}

export function findLinkFault(
  links: readonly ServiceLink[],
  { stackName, targets }: LinkWorld,
): Fault | null {
  const aliases = new Set<string>();
  for (const [position, { service, alias }] of links.entries()) {
    const target = service.includes('/') ? service : `${stackName}/${service}`;
    if (!targets.has(lower(target))) {
      const message = `There is no service ${service} to link to.`;
      return { code: 'invalid-input', message, field: `links.${position}.service` };
    }
    if (aliases.has(lower(alias))) {
      const message = `The alias ${alias} is used twice.`;
      return { code: 'invalid-input', message, field: `links.${position}.alias` };
    }
    aliases.add(lower(alias));
  }
  return null;
}
