import { DockerodeAdapter } from './docker/dockerode-adapter.ts';
import { systemClock } from './lib/clock.ts';
import type { Logger } from './lib/logger.ts';
import type { Settings } from './lib/read-settings.ts';
import { ContainerCache } from './observe/container-cache.ts';
import { EngineWatch } from './observe/engine-watch.ts';
import { ForeignWatch } from './observe/foreign-watch.ts';
import { HostFactsWatch } from './observe/host-facts.ts';
import { ReconnectBackoff } from './session/backoff.ts';
import { ServerConnection } from './session/connect.ts';
import { readMachineId, sourceAddress, toHostFacts } from './session/machine.ts';
import { pinTls } from './session/pin-tls.ts';
import { Reporter, type ReportSource } from './session/reporter.ts';
import { createServerClient, type TlsTrust } from './session/server-client.ts';
import type { SessionHost } from './session/session.ts';
import { Identity } from './store/identity.ts';
import { RecoveryFile } from './store/recovery-file.ts';
import { UnitStore } from './store/unit-store.ts';
import { heldUnits } from './work/held-units.ts';
import { HostKeeper } from './work/host-keeper.ts';

/** So that a host that joins shows its name at once; an engine that does not answer must not hold up the session. */
const FIRST_FACTS_WAIT_MS = 3_000;

/** Puts the parts together and runs them until the signal. Containers stay as they are when it ends. */
export async function runAgent(
  settings: Settings,
  version: string,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const clock = systemClock;
  const { address, directory } = settings;
  const store = await UnitStore.open(directory, clock, log);
  const identity = await Identity.open(directory, log);
  const recovery = await RecoveryFile.open(directory, log);
  const machineId = await readMachineId(directory, log);
  const docker = new DockerodeAdapter(settings.socketPath);
  const cache = new ContainerCache();
  let reachable = false;

  const facts = new HostFactsWatch({
    docker,
    clock,
    log,
    describe: async (info) => toHostFacts(info, settings.agentIp ?? (await sourceAddress(address.baseUrl))),
    onChange: () => reporter.hostChanged(),
  });
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
    reportSource(keeper, store, {
      engineReachable: () => reachable,
      facts: () => facts.known,
      foreign: () => foreign.known,
    }),
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
      if (now) void facts.refresh();
    },
    onForeign: () => foreign.changed(),
  });
  const host = sessionHost(keeper, store);

  log.info({ version, server: address.baseUrl, machineId, units: store.all().length }, 'agent started');
  const watching = watch.run(signal);
  const talking = (async () => {
    await Promise.race([facts.refresh(), clock.sleep(FIRST_FACTS_WAIT_MS, signal)]);
    const trust = await trusted(settings, log, signal);
    const call = createServerClient(address.baseUrl, trust);
    const { labels } = settings;
    const known = {
      address,
      call,
      identity,
      recovery,
      machineId,
      agentVersion: version,
      labels,
      facts: () => facts.known,
      keptUnits: () => keptUnits(store),
    };
    if (!signal.aborted) await new ServerConnection({ ...known, host, reporter, clock, log }).run(signal);
  })();
  signal.addEventListener('abort', () => keeper.setReady(false), { once: true });
  await Promise.all([watching, talking]);
  facts.stop();
  await store.close();
}

function sessionHost(keeper: HostKeeper, store: UnitStore): SessionHost {
  return {
    accept: keeper.accept.bind(keeper),
    forget: keeper.forget.bind(keeper),
    heldUnits: () => heldUnits(keeper, store),
  };
}

function keptUnits(store: UnitStore) {
  return store
    .all()
    .filter(({ assignment }) => assignment.desired !== 'removed')
    .map(({ assignment: { unitId, generation } }) => ({ unitId, generation }));
}

function reportSource(
  keeper: HostKeeper,
  store: UnitStore,
  host: Pick<ReportSource, 'engineReachable' | 'facts' | 'foreign'>,
): ReportSource {
  return {
    ...host,
    unitIds: () => keeper.unitIds(),
    isBusy: (unitId) => keeper.isBusy(unitId),
    observe: (unitId) => keeper.observe(unitId),
    healedTold: (unitId, count) => keeper.healedTold(unitId, count),
    flushed: () => store.flushed(),
  };
}

/** The server may come up after the agent; without its certificate nothing is said to it. */
async function trusted(settings: Settings, log: Logger, signal: AbortSignal): Promise<TlsTrust | null> {
  const { caFingerprint, address } = settings;
  if (caFingerprint === null || !address.baseUrl.startsWith('https:')) return null;
  const backoff = new ReconnectBackoff();
  while (!signal.aborted) {
    try {
      return await pinTls(address.baseUrl, caFingerprint);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.warn({ reason }, 'the server cannot be trusted yet; units are kept running');
      await systemClock.sleep(backoff.next(), signal);
    }
  }
  return null;
}
