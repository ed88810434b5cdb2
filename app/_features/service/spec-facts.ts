import type { LaunchConfig } from '../../../server/schemas/launch-config.ts';
import { joinCommandLine } from '../../../server/schemas/primitives/command-line.ts';
import type { PortMapping } from '../../../server/schemas/primitives/ports.ts';
import type { HostLabelRule, ServiceSpec } from '../../../server/schemas/service.ts';
import { formatBytes } from '../../_lib/bytes.ts';

export type SpecField = keyof LaunchConfig | 'hostRules';

/** One setting as lines of text, in the words a compose file uses for it. */
export interface SpecFact {
  readonly field: SpecField;
  readonly lines: readonly string[];
}

export interface SpecSection {
  /** Null for the service's own container. */
  readonly sidekick: string | null;
  readonly facts: readonly SpecFact[];
}

type Write = { [Field in keyof LaunchConfig]: (value: LaunchConfig[Field]) => readonly string[] };

const text = (value: string | null) => (value === null ? [] : [value]);
const flag = (value: boolean) => (value ? ['true'] : []);
const list = (value: readonly string[]) => value;
const command = (value: readonly string[] | null) => (value === null ? [] : [joinCommandLine(value)]);
const pairs = (value: Readonly<Record<string, string>>) =>
  Object.entries(value)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, word]) => `${key}=${word}`);

/** In the order in which they are shown. What is at its default has no lines. */
const WRITE: Write = {
  image: text,
  pullAlways: flag,
  command,
  entrypoint: command,
  environment: pairs,
  labels: pairs,
  ports: (ports) => ports.map(portText),
  volumes: list,
  workingDir: text,
  user: text,
  hostname: text,
  restartPolicy: ({ name, maximumRetryCount }) => [
    maximumRetryCount > 0 ? `${name}:${maximumRetryCount}` : name,
  ],
  memoryBytes: (bytes) => (bytes === null ? [] : [formatBytes(bytes)]),
  memoryReservationBytes: (bytes) => (bytes === 0 ? [] : [formatBytes(bytes)]),
  milliCpuReservation: (milliCpu) => (milliCpu === 0 ? [] : [`${milliCpu} milli-CPU`]),
  cpuShares: (shares) => (shares === null ? [] : [String(shares)]),
  networkMode: (mode) => (mode === 'bridge' ? [] : [mode]),
  pidMode: text,
  privileged: flag,
  readOnly: flag,
  tty: flag,
  stdinOpen: flag,
  capAdd: list,
  capDrop: list,
  devices: list,
  dns: list,
  dnsSearch: list,
  extraHosts: list,
  tmpfs: list,
  stopSignal: text,
  stopTimeoutMs: (ms) => [`${ms / 1000} s`],
};

const FIELDS = Object.keys(WRITE) as (keyof LaunchConfig)[];

export function specSections(spec: ServiceSpec): SpecSection[] {
  const rules: SpecFact = { field: 'hostRules', lines: spec.hostRules.map(ruleText) };
  return [
    { sidekick: null, facts: [...launchFacts(spec.launch), rules].filter(isSet) },
    ...spec.sidekicks.map(({ name, launch }) => ({
      sidekick: name,
      facts: launchFacts(launch).filter(isSet),
    })),
  ];
}

function launchFacts(launch: LaunchConfig): SpecFact[] {
  return FIELDS.map((field) => ({ field, lines: linesOf(launch, field) }));
}

function linesOf<Field extends keyof LaunchConfig>(launch: LaunchConfig, field: Field): readonly string[] {
  return WRITE[field](launch[field]);
}

function isSet(fact: SpecFact): boolean {
  return fact.lines.length > 0;
}

export function portText({ hostIp, hostPort, containerPort, protocol }: PortMapping): string {
  const outside = `${hostIp === null ? '' : `${hostIp}:`}${hostPort ?? ''}`;
  return `${outside === '' ? '' : `${outside}:`}${containerPort}/${protocol}`;
}

const RULE_WORDS = { must: '==', mustNot: '!=', should: '==~', shouldNot: '!=~' } as const;

/** Swarm's operators, as Rancher's environment rules had them: `~` marks a preference. */
function ruleText({ key, value, rule }: HostLabelRule): string {
  return `${key} ${RULE_WORDS[rule]} ${value}`;
}
