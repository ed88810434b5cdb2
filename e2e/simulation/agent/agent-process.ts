import { type KeyObject, sign } from 'node:crypto';
import { ContainerCache } from '../../../agent/observe/container-cache.ts';
import { EngineWatch } from '../../../agent/observe/engine-watch.ts';
import { ForeignWatch } from '../../../agent/observe/foreign-watch.ts';
import { challengeOutput, openSessionOutput } from '../../../agent/protocol/messages.ts';
import type { HostFacts } from '../../../agent/protocol/observation.ts';
import { PROTOCOL_VERSION } from '../../../agent/protocol/version.ts';
import { ReconnectBackoff } from '../../../agent/session/backoff.ts';
import { Reporter } from '../../../agent/session/reporter.ts';
import type { AgentCall } from '../../../agent/session/server-client.ts';
import { remedyFor, ServerRefusal } from '../../../agent/session/server-error.ts';
import { Session } from '../../../agent/session/session.ts';
import type { UnitRecord } from '../../../agent/store/journal-line.ts';
import { UnitStore } from '../../../agent/store/unit-store.ts';
import { heldUnits } from '../../../agent/work/held-units.ts';
import { HostKeeper } from '../../../agent/work/host-keeper.ts';
import type { Logger } from '../../../server/lib/logger.ts';
import { Life } from '../world/life.ts';
import { ProcessClock } from '../world/process-clock.ts';
import type { Timeline } from '../world/timeline.ts';
import type { SimDisk } from './disk.ts';
import type { SimEngine } from './engine.ts';

const DEADLINE_MS = 20_000;
const GOOD_SESSION_MS = 30_000;
const SUPERSEDED_PAUSE_MS = 5_000;
const WAIT_PAUSE_MS = 10_000;
/** What hosts carry for a successor of their server is looked at elsewhere: here the server tells of none. */
const NO_RECOVERY = { version: null, setBlueprint: async () => undefined };

export interface AgentOptions {
  readonly timeline: Timeline;
  readonly hostId: string;
  readonly key: KeyObject;
  readonly labels: Readonly<Record<string, string>>;
  readonly facts: HostFacts;
  readonly disk: SimDisk;
  readonly engine: SimEngine;
  readonly skewMs: () => number;
  readonly logger: Logger;
  readonly callFor: (life: Life) => AgentCall;
  /** Hears what was on disk and what was made of it. */
  readonly onLoaded: (journal: string, store: UnitStore) => void;
  /** Hears of everything that is put into the store; throws when it must not be. */
  readonly onPut: (before: UnitRecord | undefined, after: UnitRecord) => void;
}

/** The real agent over a disk, an engine and a network in memory. As `runAgent` puts it together. */
export class AgentProcess {
  readonly life = new Life();
  /** Null until the disk was read. */
  store: UnitStore | null = null;
  readonly #options: AgentOptions;
  readonly #clock: ProcessClock;

  constructor(options: AgentOptions) {
    this.#options = options;
    this.#clock = new ProcessClock(options.timeline, this.life, options.skewMs);
    void this.#run();
  }

  async #run(): Promise<void> {
    const { disk, engine, logger: log, facts } = this.#options;
    const clock = this.#clock;
    const docker = engine.portFor(this.life);
    const journal = disk.content;
    const store = await UnitStore.load(disk.open(this.life), clock, log);
    this.#options.onLoaded(journal, store);
    this.#overhear(store);
    this.store = store;
    const cache = new ContainerCache();
    let reachable = false;
    const foreign = new ForeignWatch(docker, clock, log, () => reporter.hostChanged());
    const keeper = new HostKeeper({
      docker,
      store,
      cache,
      clock,
      log,
      onChange: (unitId, force) => reporter.unitChanged(unitId, force),
      onFailure: (failure) => reporter.jobFailed(failure),
    });
    const reporter: Reporter = new Reporter(
      {
        unitIds: () => keeper.unitIds(),
        isBusy: (unitId) => keeper.isBusy(unitId),
        observe: (unitId) => keeper.observe(unitId),
        healedTold: (unitId, count) => keeper.healedTold(unitId, count),
        flushed: () => store.flushed(),
        engineReachable: () => reachable,
        facts: () => facts,
        foreign: () => foreign.known,
      },
      clock,
      log,
    );
    const watch = new EngineWatch({
      docker,
      cache,
      target: keeper,
      clock,
      log,
      onReachable: (now) => {
        reachable = now;
        reporter.hostChanged();
      },
      onForeign: () => foreign.changed(),
    });
    const host = {
      accept: keeper.accept.bind(keeper),
      forget: keeper.forget.bind(keeper),
      heldUnits: () => heldUnits(keeper, store),
    };
    void watch.run(new AbortController().signal);
    await this.#talk(host, reporter);
  }

  #overhear(store: UnitStore): void {
    const put = store.put.bind(store);
    store.put = (record) => {
      this.#options.onPut(store.get(record.assignment.unitId), record);
      put(record);
    };
  }

  /** As `ServerConnection` does for a host that is enrolled. */
  async #talk(host: ConstructorParameters<typeof Session>[0]['host'], reporter: Reporter): Promise<void> {
    const { logger: log, callFor } = this.#options;
    const clock = this.#clock;
    const call = callFor(this.life);
    const backoff = new ReconnectBackoff();
    while (!this.life.ended) {
      const beganAt = clock.now();
      try {
        const opened = await this.#open(call);
        const session = { call, opened, host, reporter, recovery: NO_RECOVERY, clock, log };
        await new Session(session).run(new AbortController().signal);
      } catch (error) {
        if (clock.now() - beganAt >= GOOD_SESSION_MS) backoff.reset();
        await clock.sleep(pause(error, backoff));
      }
    }
  }

  async #open(call: AgentCall) {
    const { hostId, key, labels, facts } = this.#options;
    const options = { deadlineMs: DEADLINE_MS };
    const { nonce, serverId } = await call('challenge', { hostId }, challengeOutput, options);
    const text = `drover-session:${serverId}:${hostId}:${nonce}`;
    const signature = sign(null, Buffer.from(text), key).toString('base64');
    const identity = { protocol: PROTOCOL_VERSION, hostId, nonce, signature, agentVersion: '1.0.0' };
    return call('openSession', { ...identity, labels, facts }, openSessionOutput, options);
  }
}

function pause(error: unknown, backoff: ReconnectBackoff): number {
  const grown = backoff.next();
  if (remedyFor(error) === 'wait') return Math.max(grown, WAIT_PAUSE_MS);
  const superseded = error instanceof ServerRefusal && error.code === 'session-superseded';
  return superseded ? Math.max(grown, SUPERSEDED_PAUSE_MS) : grown;
}
