import type { ContainerCreateOptions } from 'dockerode';
import type { ContainerSpec } from '../protocol/assignment.ts';
import { enginePolicy } from './engine-policy.ts';

/** The body of Docker's create call. Everything that a user can say about a container passes through here. */
export function createBody(
  spec: ContainerSpec,
  labels: Readonly<Record<string, string>>,
): ContainerCreateOptions {
  const ports = spec.networkMode === 'bridge' ? spec.ports : [];
  const mounts = spec.volumes.map(splitVolume);
  return {
    name: spec.dockerName,
    Image: spec.image,
    // Null makes Docker take the image's own; the client's type does not know it, so the key is left out instead.
    ...(spec.command === null ? {} : { Cmd: spec.command }),
    ...(spec.entrypoint === null ? {} : { Entrypoint: spec.entrypoint }),
    ...(spec.workingDir === null ? {} : { WorkingDir: spec.workingDir }),
    ...(spec.user === null ? {} : { User: spec.user }),
    // Docker refuses a host name for a container that shares the host's.
    ...(spec.hostname === null || spec.networkMode === 'host' ? {} : { Hostname: spec.hostname }),
    ...(spec.stopSignal === null ? {} : { StopSignal: spec.stopSignal }),
    StopTimeout: Math.ceil(spec.stopTimeoutMs / 1000),
    Env: Object.entries(spec.environment).map(([name, value]) => `${name}=${value}`),
    Labels: { ...spec.labels, ...labels },
    Tty: spec.tty,
    OpenStdin: spec.stdinOpen,
    ExposedPorts: Object.fromEntries(ports.map((port) => [`${port.containerPort}/${port.protocol}`, {}])),
    Volumes: Object.fromEntries(mounts.filter(({ bind }) => bind === null).map(({ target }) => [target, {}])),
    HostConfig: {
      PortBindings: portBindings(ports),
      Binds: mounts.flatMap(({ bind }) => bind ?? []),
      Tmpfs: Object.fromEntries(spec.tmpfs.map(splitTmpfs)),
      Devices: spec.devices.map(splitDevice),
      Dns: spec.dns,
      DnsSearch: spec.dnsSearch,
      ExtraHosts: spec.extraHosts,
      CapAdd: spec.capAdd,
      CapDrop: spec.capDrop,
      Privileged: spec.privileged,
      ReadonlyRootfs: spec.readOnly,
      NetworkMode: spec.networkMode,
      ...(spec.pidMode === null ? {} : { PidMode: spec.pidMode }),
      ...(spec.memoryBytes === null ? {} : { Memory: spec.memoryBytes }),
      ...(spec.memoryReservationBytes === 0 ? {} : { MemoryReservation: spec.memoryReservationBytes }),
      ...(spec.cpuShares === null ? {} : { CpuShares: spec.cpuShares }),
      RestartPolicy: enginePolicy(spec),
    },
  };
}

function portBindings(ports: ContainerSpec['ports']): Record<string, { HostIp: string; HostPort: string }[]> {
  const bindings: Record<string, { HostIp: string; HostPort: string }[]> = {};
  for (const port of ports) {
    const key = `${port.containerPort}/${port.protocol}`;
    bindings[key] ??= [];
    bindings[key].push({
      HostIp: port.hostIp ?? '',
      HostPort: port.hostPort === null ? '' : String(port.hostPort),
    });
  }
  return bindings;
}

/** `/path` alone is an anonymous volume; with a source in front it is a bind or a named volume, as Docker writes it. */
function splitVolume(volume: string): { readonly bind: string | null; readonly target: string } {
  const [first = '', second] = volume.split(':');
  const hasSource = second?.startsWith('/') ?? false;
  return { bind: hasSource ? volume : null, target: hasSource ? (second ?? '') : first };
}

function splitTmpfs(tmpfs: string): [string, string] {
  const at = tmpfs.indexOf(':');
  return at < 0 ? [tmpfs, ''] : [tmpfs.slice(0, at), tmpfs.slice(at + 1)];
}

function splitDevice(device: string): {
  PathOnHost: string;
  PathInContainer: string;
  CgroupPermissions: string;
} {
  const [host = '', inside = host, permissions = 'rwm'] = device.split(':');
  const insideIsPermissions = /^[rwm]+$/.test(inside);
  return {
    PathOnHost: host,
    PathInContainer: insideIsPermissions ? host : inside,
    CgroupPermissions: insideIsPermissions ? inside : permissions,
  };
}
