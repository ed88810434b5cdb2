import type { EngineContainer } from '../../../agent/docker/port.ts';
import { LABEL } from '../../../agent/protocol/labels.ts';
import { containerSpec } from '../../../agent/testing/specs.ts';
import type { Tables } from '../postgres/tables.ts';
import type { Situation } from '../world/coverage.ts';
import { IMAGES, type SimHost, type Simulation } from '../world/simulation.ts';
import type { People } from './people.ts';
import type { FaultKind, Profile } from './profile.ts';

const HOUR_MS = 3_600_000;
const GOOD_IMAGE = { pullMs: 300, stopMs: 50 };
const BACKUP_EVERY_MS = 12_000;
const BACKUPS_MAX = 6;

/** Does to the world what the profile allows, until it is told to stop; then mends everything it has broken. */
export class Chaos {
  readonly #sim: Simulation;
  readonly #people: People;
  readonly #profile: Profile;
  readonly #strangers: { readonly host: SimHost; readonly id: string }[] = [];
  #backups: Tables[] = [];
  #over = false;

  constructor(sim: Simulation, people: People, profile: Profile) {
    this.#sim = sim;
    this.#people = people;
    this.#profile = profile;
  }

  begin(): void {
    const { link, engine, database, tears, faultEveryMs, editEveryMs } = this.#profile;
    Object.assign(this.#sim.link.faults, link);
    Object.assign(this.#sim.database.faults, database);
    for (const host of this.#sim.hosts) this.#spoil(host, engine, tears);
    this.#every(faultEveryMs, () => this.#fault());
    this.#every(editEveryMs, () => this.#edit());
    this.#every(BACKUP_EVERY_MS, () => this.#backUp());
  }

  /** Before the first service: a port that is taken from the start is found out by trying. */
  prepare(): void {
    const { chance, hosts } = this.#sim;
    if (!this.#profile.faults.includes('port-taken')) return;
    for (const host of hosts) if (chance.happens(0.5)) this.#takePort(host, chance.between(1, 3));
  }

  /** Nothing goes wrong any more, and what was broken is whole again. */
  end(): void {
    const sim = this.#sim;
    this.#over = true;
    sim.trace.add('chaos', 'is over');
    Object.assign(sim.link.faults, { requestLost: 0, answerLost: 0, duplicate: 0, held: 0 });
    Object.assign(sim.database.faults, { serialization: 0, commitAnswerLost: 0 });
    sim.database.comeBack();
    sim.servers.forEach((_, at) => void sim.startServer(at));
    for (const { host, id } of this.#strangers)
      if (this.#isThere(host, id)) host.engine.fake.removeByHand(id);
    sim.database.duringNextTransaction = null;
    for (const host of sim.hosts) {
      host.disk.duringNextWrite = null;
      this.#spoil(host, { refusal: 0, answerLost: 0, latencyMsMax: 40 }, 0);
      for (const image of IMAGES) host.engine.fake.publishImage(image, GOOD_IMAGE);
      if (host.engine.fake.down) host.engine.fake.comeBack();
      host.cut = false;
      sim.startAgent(host);
    }
  }

  #spoil(host: SimHost, engine: Profile['engine'], tears: number): void {
    Object.assign(host.engine.faults, engine);
    host.disk.tears = tears;
  }

  #every(meanMs: number, work: () => void): void {
    const { timeline, chance } = this.#sim;
    const next = (): void => {
      const ms = chance.between(Math.ceil(meanMs / 4), Math.ceil(meanMs * 1.75));
      timeline.after(ms, () => {
        if (this.#over) return;
        work();
        next();
      });
    };
    next();
  }

  #edit(): void {
    const { chance } = this.#sim;
    const kind = chance.pick(this.#profile.edits);
    if (kind === undefined) return;
    const work =
      kind === 'addHost'
        ? this.#people.addHost(this.#profile.skewed && chance.happens(0.5)).then(() => {
            const host = this.#sim.hosts.at(-1);
            if (host !== undefined && !this.#over)
              this.#spoil(host, this.#profile.engine, this.#profile.tears);
          })
        : this.#people[kind]();
    work.catch((error: unknown) => this.#sim.checks.broken(error));
  }

  #fault(): void {
    const { chance } = this.#sim;
    const kind = chance.pick(this.#profile.faults);
    const host = chance.pick(this.#sim.hosts.filter((one) => !one.removed));
    if (kind === undefined || host === undefined) return;
    this.#sim.trace.add('chaos', `${kind} ${host.name}`);
    this.#faults[kind](host);
  }

  readonly #faults: Readonly<Record<FaultKind, (host: SimHost) => void>> = {
    'agent-crash': (host) => {
      if (this.#sim.chance.happens(0.5)) this.#crashAgent(host, false);
      else host.disk.duringNextWrite = () => this.#crashAgent(host, false);
    },
    'stale-disk': (host) => this.#crashAgent(host, true),
    'server-crash': () => {
      const { chance, database, servers } = this.#sim;
      const crash = (at: number) => this.#crashServer(at);
      if (chance.happens(0.5)) crash(chance.between(0, servers.length - 1));
      else
        database.duringNextTransaction = (life) =>
          crash(servers.findIndex((server) => server?.life === life));
    },
    'database-restart': () => this.#restartDatabase(),
    'database-restore': () => this.#restore(),
    'lost-notes': () => {
      const { database } = this.#sim;
      for (const listener of database.listeners) database.loseListener(listener);
    },
    'host-cut': (host) => this.#cut(host),
    'clock-jump': (host) => {
      this.#sim.coverage.note('clock of a host jumped');
      host.skewMs += this.#sim.chance.one(-HOUR_MS, HOUR_MS);
    },
    'image-missing': (host) => this.#hideImage(host),
    'port-taken': (host) => {
      const { chance, database } = this.#sim;
      const service = chance.pick([...database.committed.services.values()]);
      if (service !== undefined) this.#takePort(host, Number(service.name.slice(1)));
    },
    'engine-down': (host) => this.#stopEngine(host, 'engine down', () => host.engine.fake.goDown()),
    'engine-crash': (host) =>
      this.#stopEngine(host, 'engine crashed with its containers', () => host.engine.fake.powerOff()),
    'engine-wipe': (host) =>
      this.#stopEngine(host, 'engine lost all containers', () => {
        host.engine.fake.powerOff();
        host.engine.fake.wipe();
      }),
    'container-crash': (host) =>
      this.#hit(host, 'container crashed', ({ id }) => host.engine.fake.exit(id, 1)),
    'container-remove': (host) =>
      this.#hit(host, 'container removed by hand', ({ id }) => host.engine.fake.removeByHand(id)),
    'container-stop': (host) =>
      this.#hit(host, 'container stopped by hand', ({ id }) => host.engine.fake.stopByHand(id)),
    'container-kill': (host) =>
      this.#hit(host, 'container killed by hand', ({ id }) => host.engine.fake.killByHand(id)),
    'container-pause': (host) =>
      this.#hit(host, 'container paused by hand', ({ id }) => host.engine.fake.pauseByHand(id)),
    'container-copy': (host) =>
      this.#hit(host, 'container copied by hand', (container) => this.#copyContainer(host, container)),
  };

  #restartDatabase(): void {
    const { chance, coverage, database } = this.#sim;
    coverage.note('database restarted');
    database.goDown();
    this.#later(chance.between(200, 20_000), () => database.comeBack());
  }

  #cut(host: SimHost): void {
    const { chance, coverage } = this.#sim;
    coverage.note('host cut off');
    host.cut = true;
    this.#later(chance.between(3_000, 120_000), () => {
      host.cut = false;
    });
  }

  #hideImage({ engine }: SimHost): void {
    const { chance, coverage } = this.#sim;
    coverage.note('image missing');
    const image = chance.one(...IMAGES);
    engine.fake.publishImage(image, { pullFails: chance.one('imageNotFound', 'pullFailed') });
    this.#later(chance.between(2_000, 60_000), () => engine.fake.publishImage(image, GOOD_IMAGE));
  }

  #takePort(host: SimHost, serviceNumber: number): void {
    const { chance, coverage } = this.#sim;
    coverage.note('port taken by a stranger');
    const hostPort = 8_000 + serviceNumber;
    const ports = [{ hostIp: null, hostPort, containerPort: 80, protocol: 'tcp' as const }];
    const spec = containerSpec('stranger', { ports });
    const name = `stranger-${this.#strangers.length}`;
    // A running container is told of; what holds the port otherwise is found out by trying.
    const state = chance.one('running' as const, 'paused' as const);
    const id = host.engine.fake.plant(spec, name, state, { [LABEL.unit]: '' });
    this.#strangers.push({ host, id });
    this.#later(chance.between(5_000, 90_000), () => {
      if (this.#isThere(host, id)) host.engine.fake.removeByHand(id);
    });
  }

  #stopEngine({ engine }: SimHost, what: Situation, stop: () => void): void {
    const { chance, coverage } = this.#sim;
    if (engine.fake.down) return;
    coverage.note(what);
    stop();
    this.#later(chance.between(500, 90_000), () => engine.fake.comeBack());
  }

  #hit({ engine }: SimHost, what: Situation, work: (container: EngineContainer) => void): void {
    const running = engine.fake.all().filter((one) => one.state === 'running' && isUnits(one));
    const chosen = this.#sim.chance.pick(running);
    if (chosen === undefined || engine.fake.down) return;
    this.#sim.coverage.note(what);
    work(chosen);
  }

  #copyContainer(host: SimHost, { name, labels }: EngineContainer): void {
    const unitId = labels[LABEL.unit] ?? '';
    host.copied.add(unitId);
    const spec = containerSpec(unitId, { image: IMAGES[0] });
    host.engine.fake.plant(spec, `${name}-copy-${this.#sim.timeline.count}`, 'running', labels);
  }

  #crashAgent(host: SimHost, stale: boolean): void {
    const { chance, coverage } = this.#sim;
    if (host.agent === null) return;
    coverage.note('agent crashed');
    this.#sim.crashAgent(host);
    if (stale && host.disk.restore()) coverage.note('agent with a stale disk');
    this.#later(chance.between(100, chance.one(1_000, 90_000)), () => this.#sim.startAgent(host));
  }

  #crashServer(at: number): void {
    const { chance } = this.#sim;
    this.#sim.crashServer(at);
    this.#later(chance.between(100, chance.one(1_000, 90_000)), () => this.#sim.startServer(at));
  }

  #backUp(): void {
    this.#backups = [...this.#backups, this.#sim.database.committed.copy()].slice(-BACKUPS_MAX);
    for (const host of this.#sim.hosts) host.disk.copy();
  }

  /**
   * Only to a backup that knows every host, service and unit there is: of units that a database has never heard of
   * nothing is known, so they are reported and left alone, and people have to decide about them.
   */
  #restore(): void {
    const { database, servers, coverage, trace } = this.#sim;
    const now = database.committed;
    const fits = (backup: Tables) =>
      [...now.hosts.keys()].every((id) => backup.hosts.has(id)) &&
      [...now.services.keys()].every((id) => backup.services.has(id)) &&
      [...now.units.keys()].every((id) => backup.units.has(id)) &&
      backup.planGeneration < now.planGeneration;
    const backup = this.#backups.find(fits);
    if (backup === undefined) return;
    coverage.note('database restored from a backup');
    trace.add('chaos', `restores plan ${backup.planGeneration} over ${now.planGeneration}`);
    servers.forEach((_, at) => void this.#sim.crashServer(at));
    database.restore(backup);
    this.#backups = [];
    this.#sim.checks.restored();
    servers.forEach((_, at) => void this.#later(1_000, () => this.#sim.startServer(at)));
  }

  /** Mending that the end of all chaos has not done already. */
  #later(ms: number, mend: () => void): void {
    this.#sim.timeline.after(ms, () => {
      if (!this.#over) mend();
    });
  }

  #isThere(host: SimHost, id: string): boolean {
    return host.engine.fake.all().some((container) => container.id === id);
  }
}

function isUnits({ labels }: EngineContainer): boolean {
  return (labels[LABEL.unit] ?? '') !== '';
}
