import type { ContainerInfo, ContainerInspectInfo } from 'dockerode';
import type { ForeignPort, ObservedContainerFacts } from '../protocol/observation.ts';
import { isOwned } from './ownership.ts';
import type { ContainerSummary, EngineContainer, EngineState, ForeignContainers } from './port.ts';

const STATES: ReadonlySet<string> = new Set<EngineState>([
  'created',
  'running',
  'paused',
  'restarting',
  'removing',
  'exited',
  'dead',
]);

export function readSummary(info: ContainerInfo): ContainerSummary {
  return {
    id: info.Id,
    name: (info.Names?.[0] ?? '').replace(/^\//, ''),
    state: readState(info.State),
    labels: info.Labels ?? {},
  };
}

export function readForeign(infos: readonly ContainerInfo[], ownLabel: string): ForeignContainers {
  const foreign = infos.filter((info) => {
    const { name, labels } = readSummary(info);
    return !isOwned(name, labels) && labels[ownLabel] === undefined;
  });
  const ports = new Map<string, ForeignPort>();
  for (const { IP, PublicPort, Type } of foreign.flatMap((info) => info.Ports ?? [])) {
    if (!PublicPort || (Type !== 'tcp' && Type !== 'udp')) continue;
    const hostIp = anyAddress(IP) ? null : IP;
    ports.set(`${hostIp}:${PublicPort}/${Type}`, { hostIp, hostPort: PublicPort, protocol: Type });
  }
  return { count: foreign.length, ports: [...ports.values()] };
}

export function readInspect(info: ContainerInspectInfo): EngineContainer {
  const startedAt = readTime(info.State.StartedAt);
  const finishedAt = readTime(info.State.FinishedAt);
  const state = readState(info.State.Status);
  const hasEnded = finishedAt !== null && (state === 'exited' || state === 'dead' || state === 'restarting');
  return {
    id: info.Id,
    name: info.Name.replace(/^\//, ''),
    state,
    labels: info.Config.Labels ?? {},
    createdAt: readTime(info.Created) ?? 0,
    startedAt,
    finishedAt,
    exitCode: hasEnded ? info.State.ExitCode : null,
    facts: readFacts(info, hasEnded),
  };
}

function readFacts(info: ContainerInspectInfo, hasEnded: boolean): ObservedContainerFacts {
  const network = Object.values(info.NetworkSettings?.Networks ?? {}).find((one) => one.IPAddress);
  return {
    image: info.Config.Image,
    imageId: info.Image,
    command: toList(info.Config.Cmd),
    entrypoint: toList(info.Config.Entrypoint),
    createdAt: isoTime(info.Created),
    startedAt: isoTime(info.State.StartedAt),
    finishedAt: isoTime(info.State.FinishedAt),
    exitCode: hasEnded ? info.State.ExitCode : null,
    oomKilled: info.State.OOMKilled ?? false,
    restartCount: info.RestartCount ?? 0,
    ipAddress: network?.IPAddress || null,
    macAddress: network?.MacAddress || null,
    ports: readPorts(info),
    mounts: (info.Mounts ?? []).map((mount) => ({
      type: mount.Type ?? 'bind',
      source: mount.Name ?? mount.Source ?? '',
      target: mount.Destination,
      readOnly: !mount.RW,
    })),
    labels: info.Config.Labels ?? {},
  };
}

/** Docker lists a port bound on every address twice, once for IPv6; it is one binding. */
function readPorts(info: ContainerInspectInfo): ObservedContainerFacts['ports'] {
  const ports = new Map<string, ObservedContainerFacts['ports'][number]>();
  for (const [key, bindings] of Object.entries(info.NetworkSettings?.Ports ?? {})) {
    const [port = '0', protocol = 'tcp'] = key.split('/');
    for (const binding of bindings ?? [null]) {
      const hostIp = binding === null || anyAddress(binding.HostIp) ? null : binding.HostIp;
      const hostPort = binding === null ? null : Number(binding.HostPort);
      ports.set(`${key} ${hostIp} ${hostPort}`, { containerPort: Number(port), protocol, hostIp, hostPort });
    }
  }
  return [...ports.values()];
}

function anyAddress(address: string | undefined): boolean {
  return address === undefined || address === '' || address === '0.0.0.0' || address === '::';
}

function toList(value: string | string[] | null | undefined): string[] {
  return value === null || value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function readState(state: string | undefined): EngineState {
  const known = state?.toLowerCase() ?? '';
  return STATES.has(known) ? (known as EngineState) : 'dead';
}

/** Docker writes the year 1 for "never". */
function readTime(time: string | undefined): number | null {
  const parsed = time === undefined ? Number.NaN : Date.parse(time);
  return Number.isNaN(parsed) || parsed <= 0 ? null : parsed;
}

function isoTime(time: string | undefined): string | null {
  const parsed = readTime(time);
  return parsed === null ? null : new Date(parsed).toISOString();
}
