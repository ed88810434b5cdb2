import type { z } from 'zod';
import type { LaunchConfig } from '../../../../server/schemas/launch-config.ts';
import { joinCommandLine } from '../../../../server/schemas/primitives/command-line.ts';
import type { createServiceInput, ServiceDetail, ServiceSpec } from '../../../../server/schemas/service.ts';
import { type KeyValue, toKeyValues } from '../../../_components/ui/key-values.ts';
import { blankLaunch } from './blank-launch.ts';

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

export function newServiceValues(environmentId: string, stackId: string): ServiceFormValues {
  return {
    environmentId,
    stackId,
    name: '',
    description: '',
    scale: 1,
    start: true,
    links: [],
    spec: { version: 1, launch: toLaunchValues(blankLaunch), sidekicks: [], hostRules: [] },
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
