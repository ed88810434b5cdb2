import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { HostFacts } from '../../../agent/protocol/observation.ts';
import { serviceSpecSchema } from '../../../server/schemas/service.ts';
import { AgentProcess } from '../agent/agent-process.ts';
import { SimDisk } from '../agent/disk.ts';
import { SimEngine } from '../agent/engine.ts';
import { SimLink } from '../agent/link.ts';
import type { Checks } from '../checks/checks.ts';
import { SimDatabase } from '../postgres/database.ts';
import type { HostRow } from '../postgres/tables.ts';
import { ENVIRONMENT_ID, ServerProcess } from '../server/server-process.ts';
import type { Chance } from './chance.ts';
import { Coverage } from './coverage.ts';
import { createLogger, type LogLine } from './logger.ts';
import { Timeline } from './timeline.ts';
import type { Trace } from './trace.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
const HEARTBEAT_MS = 5_000;
/** One key serves all: that keys are told apart is not what is looked at here. */
const KEYS = generateKeyPairSync('ed25519');
const PUBLIC_KEY = createPublicKey(KEYS.privateKey as KeyObject)
  .export({ type: 'spki', format: 'der' })
  .toString('base64');

export const IMAGES = ['web:1', 'web:2', 'web:3'] as const;

export interface SimHost {
  readonly id: string;
  readonly name: string;
  readonly engine: SimEngine;
  readonly disk: SimDisk;
  readonly labels: Readonly<Record<string, string>>;
  skewMs: number;
  cut: boolean;
  agent: AgentProcess | null;
  /** People have removed it: nobody looks after what is left there. */
  removed: boolean;
  /** An agent of it may have come up with older knowledge than was reported before. */
  forgetful: boolean;
  /** Units of which somebody made a second container by hand. */
  readonly copied: Set<string>;
  /** When a server last took in that its engine answers. */
  heardAt: number;
}

export interface Setting {
  readonly updateBatch: number;
  readonly disconnectAfterMs: number;
  readonly replicas: number;
}

/** The whole loop in one process: database, replicas, network, agents, engines, and the one timeline they live on. */
export class Simulation {
  readonly timeline = new Timeline(START);
  readonly coverage = new Coverage();
  readonly chance: Chance;
  readonly trace: Trace;
  readonly database: SimDatabase;
  readonly link: SimLink;
  readonly setting: Setting;
  readonly hosts: SimHost[] = [];
  readonly servers: (ServerProcess | null)[] = [];
  checks!: Checks;
  readonly #jitter: Chance;
  #unitCount = 0;

  constructor(chance: Chance, setting: Setting, makeTrace: (now: () => number) => Trace) {
    this.chance = chance;
    this.setting = setting;
    this.trace = makeTrace(() => this.timeline.now);
    this.#jitter = chance.fork();
    this.database = new SimDatabase(this.timeline, chance.fork(), this.coverage);
    this.database.tables.stacks.set('stk_app', { id: 'stk_app', name: 'app' });
    const running = () => this.servers.filter((server) => server !== null);
    this.link = new SimLink(this.timeline, chance.fork(), this.coverage, running);
    for (let at = 0; at < setting.replicas; at += 1) this.servers.push(null);
  }

  startServer(at: number): void {
    if (this.servers[at] !== null) return;
    this.trace.add(`server${at}`, 'starts');
    this.servers[at] = new ServerProcess({
      timeline: this.timeline,
      database: this.database,
      logger: createLogger((line) => this.#logged(`server${at}`, line)),
      skewMs: 0,
      updateBatch: this.setting.updateBatch,
      disconnectAfterMs: this.setting.disconnectAfterMs,
      heartbeatMs: HEARTBEAT_MS,
      jitter: () => this.#jitter.next(),
      nextUnitId: () => {
        this.#unitCount += 1;
        return `unt_${String(this.#unitCount).padStart(8, '0')}`;
      },
      onLostRace: () => this.coverage.note('plan lost the race'),
      onPlan: (request, result) => this.checks.planned(request, result),
    });
  }

  crashServer(at: number): void {
    const server = this.servers[at];
    if (server === null || server === undefined) return;
    this.coverage.note('server crashed');
    if (this.database.inTransaction === server.life) this.coverage.note('server crashed in a transaction');
    this.trace.add(`server${at}`, 'crashes');
    server.life.end();
    this.servers[at] = null;
  }

  /** A machine enrols. */
  async join(labels: Readonly<Record<string, string>>, skewMs: number): Promise<SimHost> {
    const number = this.hosts.length + 1;
    const host = this.#makeHost(`hst_${number}`, `h${number}`, labels, skewMs);
    this.hosts.push(host);
    await this.database.change(null, (tables, now) => {
      tables.hosts.set(host.id, newHostRow(host, now));
      return [{ channel: 'drover_wake', payload: ENVIRONMENT_ID }];
    });
    this.trace.add(host.name, `joins with ${JSON.stringify(labels)}`);
    this.startAgent(host);
    return host;
  }

  startAgent(host: SimHost): void {
    if (host.agent !== null || host.removed) return;
    this.trace.add(host.name, 'agent starts');
    host.agent = new AgentProcess({
      timeline: this.timeline,
      hostId: host.id,
      key: KEYS.privateKey,
      labels: host.labels,
      facts: factsOf(host.name),
      disk: host.disk,
      engine: host.engine,
      skewMs: () => host.skewMs,
      logger: createLogger((line) => this.#logged(host.name, line)),
      callFor: (life) =>
        this.link.callFor({ life, isCut: () => host.cut }, (procedure, input, outcome) =>
          this.checks.called(host, procedure, input, outcome),
        ),
      onLoaded: (journal, store) => this.checks.loaded(host, journal, store),
      onPut: (before, after) => this.checks.stored(host, before, after),
    });
    this.checks.agentStarted(host.agent);
  }

  crashAgent(host: SimHost): void {
    if (host.agent === null) return;
    this.trace.add(host.name, 'agent ends');
    host.forgetful = true;
    host.agent.life.end();
    host.agent = null;
  }

  #makeHost(id: string, name: string, labels: SimHost['labels'], skewMs: number): SimHost {
    const disk = new SimDisk(this.timeline, this.chance.fork(), this.coverage);
    const engine = new SimEngine(this.timeline, this.chance.fork(), this.coverage, {
      skewMs: () => host.skewMs,
      onCall: (operation, containerId, life) => this.checks.engineCalled(host, operation, containerId, life),
    });
    const host: SimHost = {
      id,
      name,
      engine,
      disk,
      labels,
      skewMs,
      cut: false,
      agent: null,
      removed: false,
      forgetful: false,
      copied: new Set(),
      heardAt: this.timeline.now,
    };
    for (const image of IMAGES) engine.fake.publishImage(image, { pullMs: 300, stopMs: 50 });
    return host;
  }

  #logged(who: string, { level, message, fields }: LogLine): void {
    this.trace.add(who, `${level}: ${message}`);
    this.checks.logged(who, { level, message, fields });
  }
}

function newHostRow(host: SimHost, now: number): HostRow {
  return {
    id: host.id,
    environmentId: ENVIRONMENT_ID,
    name: host.name,
    desired: 'active',
    state: 'registering',
    stateSince: now,
    createdAt: now,
    removedAt: null,
    publicKey: PUBLIC_KEY,
    keyRevokedAt: null,
    sessionHash: null,
    sessionOpenedAt: null,
    lastSeenAt: null,
    knownAt: null,
    reportSequence: 0,
    observedAt: null,
    engineReachable: false,
    labels: host.labels,
    commandLabels: host.labels,
    automaticLabels: {},
    facts: null,
    foreignPorts: [],
    foreignContainerCount: 0,
  };
}

function factsOf(hostname: string): HostFacts {
  return {
    hostname,
    address: '10.0.0.1',
    operatingSystem: 'Debian GNU/Linux 12',
    kernelVersion: '6.1.0',
    dockerVersion: '28.0.0',
    architecture: 'x86_64',
    milliCpu: 8_000,
    memoryBytes: 16 * 1024 ** 3,
    storageDriver: 'overlay2',
  };
}

/** What a revision asks for, in the stored form. */
export function specOf(spec: {
  readonly image: string;
  readonly hostPort: number | null;
  readonly zone: string | null;
  readonly sidekick: boolean;
  readonly restarts: boolean;
  readonly note: number;
}): unknown {
  const launch = {
    image: spec.image,
    environment: { NOTE: String(spec.note) },
    restartPolicy: { name: spec.restarts ? 'always' : 'no', maximumRetryCount: 0 },
    ports:
      spec.hostPort === null
        ? []
        : [{ hostIp: null, hostPort: spec.hostPort, containerPort: 80, protocol: 'tcp' }],
  };
  return serviceSpecSchema.parse({
    launch,
    sidekicks: spec.sidekick ? [{ name: 'side', launch: { image: spec.image } }] : [],
    hostRules: spec.zone === null ? [] : [{ key: 'zone', value: spec.zone, rule: 'must' }],
  });
}
