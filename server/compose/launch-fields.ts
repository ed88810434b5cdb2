import type { LaunchConfigInput } from '../schemas/launch-config.ts';
import { splitCommandLine } from '../schemas/primitives/command-line.ts';
import type { FieldContext, ServiceDraft } from './draft.ts';
import { parseDurationMs } from './durations.ts';
import { readKeyValues } from './key-values.ts';
import { isNull, type Located } from './located.ts';
import { parsePorts } from './ports.ts';
import { quote, type Report } from './report.ts';
import { parseSize } from './sizes.ts';
import {
  readBoolean,
  readFilledText,
  readList,
  readParsed,
  readTextItems,
  readTextOrList,
  readWholeNumber,
} from './values.ts';
import { parseVolume } from './volumes.ts';

export type ReadField = (value: Located, draft: ServiceDraft, context: FieldContext) => void;

/** A field that becomes one field of the launch config. */
function into<K extends keyof LaunchConfigInput>(
  field: K,
  read: (value: Located, report: Report) => LaunchConfigInput[K] | undefined,
): ReadField {
  return (value, draft, { report }) => {
    draft.origins.set(field, value.place);
    const result = read(value, report);
    if (result !== undefined) draft.launch[field] = result;
  };
}

function readCommand(value: Located, report: Report): string[] | undefined {
  if (isNull(value)) return undefined;
  if (value.kind !== 'text') return readList(value, report);
  const split = splitCommandLine(value.text);
  if ('words' in split) return split.words.length === 0 ? undefined : split.words;
  report.problem(value.place, 'invalid', `${split.error} Write the command as a list to avoid quotes.`);
  return undefined;
}

const readPorts: ReadField = (value, draft, { report }) => {
  const ports: NonNullable<LaunchConfigInput['ports']> = [];
  const taken = new Set<string>();
  for (const item of readTextItems(value, report)) {
    const result = parsePorts(item.text);
    if ('error' in result) {
      report.problem(item.place, 'invalid', `${quote(item.text)} is not a port. ${result.error}`);
      continue;
    }
    for (const port of result.ports) {
      const key = `${port.hostIp ?? '*'}:${port.hostPort}/${port.protocol}`;
      if (port.hostPort !== null && taken.has(key)) {
        report.problem(item.place, 'duplicate', `Port ${port.hostPort} of the host is published twice.`);
        continue;
      }
      taken.add(key);
      draft.origins.set(`ports.${ports.length}`, item.place);
      ports.push(port);
    }
  }
  draft.origins.set('ports', value.place);
  draft.launch.ports = ports;
};

function readVolumes(value: Located, report: Report): string[] {
  return readTextItems(value, report).flatMap((item) => {
    const result = parseVolume(item.text);
    if ('volume' in result) return [result.volume];
    report.problem(item.place, 'invalid', `${quote(item.text)} is not a volume. ${result.error}`);
    return [];
  });
}

function readExtraHosts(value: Located, report: Report): string[] {
  if (value.kind !== 'map') return readList(value, report);
  return readKeyValues(value, report).map(({ key, value: address }) => `${key}:${address ?? ''}`);
}

function readRestart(value: Located, report: Report): LaunchConfigInput['restartPolicy'] {
  const text = readFilledText(value, report);
  if (text === undefined) return undefined;
  const [word = '', count] = text.trim().split(':');
  const name = word === 'false' ? 'no' : word;
  if (name === 'no' || name === 'always' || name === 'unless-stopped') {
    if (count === undefined) return { name };
  } else if (name === 'on-failure' && (count === undefined || /^\d{1,4}$/.test(count))) {
    return { name, maximumRetryCount: Number(count ?? 0) };
  }
  report.problem(
    value.place,
    'invalid',
    `Write no, always, on-failure, on-failure:5 or unless-stopped, not ${quote(text)}.`,
  );
  return undefined;
}

function readNetworkMode(value: Located, report: Report): LaunchConfigInput['networkMode'] {
  const text = readFilledText(value, report)?.trim();
  if (text === undefined) return undefined;
  if (text === 'bridge' || text === 'host' || text === 'none') return text;
  report.problem(
    value.place,
    'unsupported',
    `The network modes bridge, host and none are supported, not ${quote(text)}.`,
  );
  return undefined;
}

function readPidMode(value: Located, report: Report): LaunchConfigInput['pidMode'] {
  const text = readFilledText(value, report)?.trim();
  if (text === undefined || text === 'host') return text;
  report.problem(value.place, 'unsupported', `Only "host" is supported, not ${quote(text)}.`);
  return undefined;
}

const readSize = readParsed(parseSize, 'Write bytes, or a number with k, m or g: 512m.');
const readDuration = readParsed(parseDurationMs, 'Write seconds, or a time like 10s or 1m30s.');

/** Docker takes 0 for "no limit". */
const unlessZero =
  (read: typeof readSize): typeof readSize =>
  (value, report) =>
    read(value, report) || undefined;

const networkMode = into('networkMode', readNetworkMode);

export const launchFields: Readonly<Record<string, ReadField>> = {
  command: into('command', readCommand),
  entrypoint: into('entrypoint', readCommand),
  ports: readPorts,
  volumes: into('volumes', readVolumes),
  restart: into('restartPolicy', readRestart),
  hostname: into('hostname', readFilledText),
  user: into('user', readFilledText),
  working_dir: into('workingDir', readFilledText),
  tty: into('tty', readBoolean),
  stdin_open: into('stdinOpen', readBoolean),
  privileged: into('privileged', readBoolean),
  read_only: into('readOnly', readBoolean),
  cap_add: into('capAdd', readList),
  cap_drop: into('capDrop', readList),
  devices: into('devices', readList),
  dns: into('dns', readTextOrList),
  dns_search: into('dnsSearch', readTextOrList),
  extra_hosts: into('extraHosts', readExtraHosts),
  tmpfs: into('tmpfs', readTextOrList),
  net: networkMode,
  network_mode: networkMode,
  pid: into('pidMode', readPidMode),
  mem_limit: into('memoryBytes', unlessZero(readSize)),
  mem_reservation: into('memoryReservationBytes', readSize),
  cpu_shares: into('cpuShares', unlessZero(readWholeNumber)),
  milli_cpu_reservation: into('milliCpuReservation', readWholeNumber),
  stop_signal: into('stopSignal', readFilledText),
  stop_grace_period: into('stopTimeoutMs', readDuration),
};
