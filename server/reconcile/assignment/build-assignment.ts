import { createHash } from 'node:crypto';
import type { Assignment, ContainerSpec } from '../../../agent/protocol/assignment.ts';
import { LABEL, PRIMARY_LAUNCH_CONFIG } from '../../../agent/protocol/labels.ts';
import { containerName, dockerName } from '../../core/naming/names.ts';
import type { AssignmentSource } from '../../db/repositories/plan/host-assignments.ts';
import type { RevisionSpec } from '../../db/repositories/plan/revision-specs.ts';
import type { LaunchConfig } from '../../schemas/launch-config.ts';
import { canonicalJson } from './canonical-json.ts';

type RunFields = Omit<ContainerSpec, 'launch' | 'name' | 'dockerName' | 'specHash' | 'labels'>;

/** Every field is named, so that a new one on either side does not compile until it is decided here. */
function runFields(launch: LaunchConfig): RunFields {
  return {
    image: launch.image,
    pullAlways: launch.pullAlways,
    command: launch.command,
    entrypoint: launch.entrypoint,
    environment: launch.environment,
    ports: launch.ports,
    volumes: launch.volumes,
    workingDir: launch.workingDir,
    user: launch.user,
    hostname: launch.hostname,
    tty: launch.tty,
    stdinOpen: launch.stdinOpen,
    privileged: launch.privileged,
    readOnly: launch.readOnly,
    capAdd: launch.capAdd,
    capDrop: launch.capDrop,
    devices: launch.devices,
    dns: launch.dns,
    dnsSearch: launch.dnsSearch,
    extraHosts: launch.extraHosts,
    tmpfs: launch.tmpfs,
    networkMode: launch.networkMode,
    pidMode: launch.pidMode,
    memoryBytes: launch.memoryBytes,
    memoryReservationBytes: launch.memoryReservationBytes,
    cpuShares: launch.cpuShares,
    stopSignal: launch.stopSignal,
    stopTimeoutMs: launch.stopTimeoutMs,
    restartPolicy: launch.restartPolicy,
  };
}

interface NamedLaunch {
  /** `''` for the primary. */
  readonly launch: string;
  readonly config: LaunchConfig;
}

function identityLabels(
  source: AssignmentSource,
  revision: RevisionSpec,
  launch: string,
): Record<string, string> {
  const service = `${source.stackName}/${source.serviceName}`;
  const path = launch === '' ? service : `${service}/${launch}`;
  const { stackName: stack, serviceName, index } = source;
  return {
    [LABEL.unit]: source.unitId,
    [LABEL.environment]: source.environmentId,
    [LABEL.stackId]: source.stackId,
    [LABEL.serviceId]: source.serviceId,
    [LABEL.revision]: String(revision.number),
    [LABEL.index]: String(index),
    [LABEL.rancherStack]: stack,
    [LABEL.rancherStackService]: path,
    [LABEL.rancherContainerName]: containerName({ stack, service: serviceName, launch, index }),
    [LABEL.rancherLaunchConfig]: launch === '' ? PRIMARY_LAUNCH_CONFIG : launch,
    [LABEL.rancherDeploymentUnit]: source.unitId,
    [LABEL.rancherProject]: stack,
    [LABEL.rancherProjectService]: path,
  };
}

/**
 * Digest of what makes a container what it is. Labels that Drover adds are left out: they follow from the unit, except
 * for the revision and generation, and a change of placement rules or scale must not recreate a container. A person who
 * removes a container asks for another one of the same: its number makes the difference, which any agent understands.
 */
function specHash(config: LaunchConfig, recreation: number): string {
  const asked = recreation === 0 ? {} : { recreation };
  const text = canonicalJson({ ...runFields(config), labels: config.labels, ...asked });
  return createHash('sha256').update(text).digest('hex');
}

function buildContainer(source: AssignmentSource, revision: RevisionSpec, named: NamedLaunch): ContainerSpec {
  const { launch, config } = named;
  const { stackName: stack, serviceName: service, index } = source;
  const name = containerName({ stack, service, launch, index });
  const recreation = source.recreations[launch] ?? 0;
  const hash = specHash(config, recreation);
  return {
    launch,
    name,
    dockerName: dockerName(name, source.unitId),
    specHash: hash,
    ...runFields(config),
    labels: {
      ...config.labels,
      ...identityLabels(source, revision, launch),
      [LABEL.generation]: String(source.generation),
      [LABEL.specHash]: hash,
      ...(recreation === 0 ? {} : { [LABEL.recreation]: String(recreation) }),
    },
  };
}

/** The primary first, then the sidekicks in the order of the spec. */
export function namedLaunches(revision: RevisionSpec): NamedLaunch[] {
  const sidekicks = revision.spec.sidekicks.map(({ name, launch }) => ({ launch: name, config: launch }));
  return [{ launch: '', config: revision.spec.launch }, ...sidekicks];
}

/** All that a host needs to keep the unit true, with every default filled in. */
export function buildAssignment(source: AssignmentSource, revision: RevisionSpec): Assignment {
  const { recreations: _, ...unit } = source;
  return {
    ...unit,
    revision: revision.number,
    containers: namedLaunches(revision).map((named) => buildContainer(source, revision, named)),
  };
}

/**
 * The same of a revision that may be unreadable. Null when nothing can be said without it: only a removal, which takes
 * down whatever bears the unit's id, can do without.
 */
export function assignmentOf(
  source: AssignmentSource,
  revision: RevisionSpec | undefined,
): Assignment | null {
  if (revision !== undefined) return buildAssignment(source, revision);
  const { recreations: _, ...unit } = source;
  return source.desired === 'removed' ? { ...unit, revision: 0, containers: [] } : null;
}
