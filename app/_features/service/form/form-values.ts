import { z } from 'zod';
import type { LaunchConfig, LaunchConfigInput } from '../../../../server/schemas/launch-config.ts';
import { joinCommandLine, splitCommandLine } from '../../../../server/schemas/primitives/command-line.ts';
import {
  createServiceInput,
  type ServiceDetail,
  type ServiceSpec,
} from '../../../../server/schemas/service.ts';
import { type KeyValue, toKeyValues, toRecord } from '../../../_components/ui/key-values.ts';

export type PortRow = { hostIp: string; hostPort: string; containerPort: string; protocol: 'tcp' | 'udp' };

/** Fields of a launch config whose controls hold text or rows where the schema has something else. */
type Edited = {
  command: string;
  entrypoint: string;
  environment: KeyValue[];
  labels: KeyValue[];
  ports: PortRow[];
  workingDir: string;
  user: string;
  hostname: string;
  stopSignal: string;
  pidMode: boolean;
};

export type LaunchValues = Omit<LaunchConfig, keyof Edited> & Edited;

type CreateInput = z.input<typeof createServiceInput>;

/** What the controls hold. Paths are those of createServiceInput, so that its issues find their field. */
export type ServiceFormValues = Required<Omit<CreateInput, 'spec'>> & {
  spec: Omit<ServiceSpec, 'launch'> & { launch: LaunchValues };
};

export type ServiceFormResult = z.output<typeof createServiceInput>;

const emptyLaunch = { image: 'unset' } as const satisfies LaunchConfigInput;

export function newServiceValues(environmentId: string, stackId: string): ServiceFormValues {
  const blank = createServiceInput.shape.spec.parse({ launch: emptyLaunch });
  return {
    environmentId,
    stackId,
    name: '',
    description: '',
    scale: 1,
    start: true,
    links: [],
    spec: { ...blank, launch: { ...toLaunchValues(blank.launch), image: '' } },
  };
}

export function existingServiceValues(environmentId: string, service: ServiceDetail): ServiceFormValues {
  const { stackId, name, description, scale, links, spec } = service;
  return {
    environmentId,
    stackId,
    name,
    description,
    scale,
    start: true,
    links,
    spec: { ...spec, launch: toLaunchValues(spec.launch) },
  };
}

function toLaunchValues(launch: LaunchConfig): LaunchValues {
  return {
    ...launch,
    command: joinCommandLine(launch.command ?? []),
    entrypoint: joinCommandLine(launch.entrypoint ?? []),
    environment: toKeyValues(launch.environment),
    labels: toKeyValues(launch.labels),
    ports: launch.ports.map(({ hostIp, hostPort, containerPort, protocol }) => ({
      hostIp: hostIp ?? '',
      hostPort: hostPort === null ? '' : String(hostPort),
      containerPort: String(containerPort),
      protocol,
    })),
    workingDir: launch.workingDir ?? '',
    user: launch.user ?? '',
    hostname: launch.hostname ?? '',
    stopSignal: launch.stopSignal ?? '',
    pidMode: launch.pidMode === 'host',
  };
}

/** The controls' values as the API takes them, checked by the API's own schema. */
export const serviceFormSchema = z
  .custom<ServiceFormValues>()
  .transform((values, context): CreateInput => {
    const { launch } = values.spec;
    const commandOf = (field: 'command' | 'entrypoint') => {
      const split = splitCommandLine(launch[field]);
      if ('words' in split) return split.words.length === 0 ? null : split.words;
      context.issues.push({
        code: 'custom',
        input: launch[field],
        path: ['spec', 'launch', field],
        message: split.error,
      });
      return null;
    };
    return {
      ...values,
      spec: { ...values.spec, launch: toLaunchConfig(launch, commandOf('command'), commandOf('entrypoint')) },
    };
  })
  .pipe(createServiceInput);

function toLaunchConfig(launch: LaunchValues, command: string[] | null, entrypoint: string[] | null) {
  return {
    ...launch,
    command,
    entrypoint,
    environment: toRecord(launch.environment),
    labels: toRecord(launch.labels),
    ports: launch.ports.filter(isStarted).map(({ hostIp, hostPort, containerPort, protocol }) => ({
      hostIp: textOrNull(hostIp),
      hostPort: hostPort.trim() === '' ? null : Number(hostPort),
      containerPort: Number(containerPort),
      protocol,
    })),
    volumes: filled(launch.volumes),
    tmpfs: filled(launch.tmpfs),
    dns: filled(launch.dns),
    dnsSearch: filled(launch.dnsSearch),
    extraHosts: filled(launch.extraHosts),
    capAdd: filled(launch.capAdd),
    capDrop: filled(launch.capDrop),
    devices: filled(launch.devices),
    workingDir: textOrNull(launch.workingDir),
    user: textOrNull(launch.user),
    hostname: textOrNull(launch.hostname),
    stopSignal: textOrNull(launch.stopSignal),
    pidMode: launch.pidMode ? ('host' as const) : null,
  };
}

/** A row in which nothing was typed does not count. */
function isStarted(row: PortRow): boolean {
  return row.hostPort.trim() !== '' || row.containerPort.trim() !== '';
}

function filled(rows: readonly string[]): string[] {
  return rows.map((row) => row.trim()).filter((row) => row !== '');
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
