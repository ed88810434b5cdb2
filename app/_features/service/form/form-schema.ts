import { z } from 'zod';
import { splitCommandLine } from '../../../../server/schemas/primitives/command-line.ts';
import { createServiceInput } from '../../../../server/schemas/service.ts';
import { toRecord } from '../../../_components/ui/key-values.ts';
import type { LaunchValues, PortRow, ServiceFormValues } from './form-values.ts';

/** The controls' values as the API takes them, checked by the API's own schema. */
export const serviceFormSchema = z
  .custom<ServiceFormValues>()
  .transform((values, context): z.input<typeof createServiceInput> => {
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
