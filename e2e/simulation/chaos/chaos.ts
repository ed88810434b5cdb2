import type { EngineContainer } from '../../../agent/docker/port.ts';
import { LABEL } from '../../../agent/protocol/labels.ts';
import { containerSpec } from '../../../agent/testing/specs.ts';
import type { Tables } from '../postgres/tables.ts';
import { IMAGES, type SimHost, type Simulation } from '../world/simulation.ts';
import type { People } from './people.ts';
import type { FaultKind, Profile } from './profile.ts';

const HOUR_MS = 3_600_000;
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

  /** Nothing goes wrong any more, and what was broken is whole again. */
  end(): void {
    const { sim, over } = { sim: this.#sim, over: this.#over };
    if (over) return;
    this.#over = true;
    sim.trace.add('chaos', 'is over');
    Object.assign(sim.link.faults, { requestLost: 0, answerLost: 0, duplicate: 0, held: 0 });
    Object.assign(sim.database.faults, { serialization: 0, commitAnswerLost: 0 });
    sim.database.comeBack();
    sim.servers.forEach((_, at) => void sim.startServer(at));
    for (const { host, id } of this.#strangers)
      if (this.#isThere(host, id)) host.engine.fake.removeByHand(id);
    for (const host of sim.hosts) {
      this.#spoil(host, { refusal: 0, answerLost: 0, latencyMsMax: 40 }, 0);
      for (const image of IMAGES) host.engine.fake.publishImage(image, { pullMs: 300, stopMs: 50 });
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
    if (kind.startsWith('container')) this.#container(kind, host);
    else this.#part(kind, host);
  }

  #part(kind: FaultKind, host: SimHost): void {
    const { chance, coverage, database } = this.#sim;
    switch (kind) {
      case 'agent-crash':
        return this.#crashAgent(host, false);
      case 'stale-disk':
        return this.#crashAgent(host, true);
      case 'server-crash':
        return this.#crashServer(chance.between(0, this.#sim.servers.length - 1));
      case 'database-restart':
        coverage.note('database restarted');
        database.goDown();
        return this.#later(chance.between(200, 20_000), () => database.comeBack());
      case 'database-restore':
        return this.#restore();
      case 'lost-notes':
        for (const listener of database.listeners) database.loseListener(listener);
        return;
      case 'host-cut':
        coverage.note('host cut off');
        host.cut = true;
        return this.#later(chance.between(3_000, 120_000), () => {
          host.cut = false;
        });
      case 'clock-jump':
        coverage.note('clock of a host jumped');
        host.skewMs += chance.one(-HOUR_MS, HOUR_MS);
        return;
      default:
        return this.#engine(kind, host);
    }
  }

  #engine(kind: FaultKind, host: SimHost): void {
    const { chance, coverage } = this.#sim;
    const { fake } = host.engine;
    if (kind === 'image-missing') {
      coverage.note('image missing');
      const image = chance.one(...IMAGES);
      fake.publishImage(image, { pullFails: chance.one('imageNotFound', 'pullFailed') });
      return this.#later(chance.between(2_000, 60_000), () =>
        fake.publishImage(image, { pullMs: 300, stopMs: 50 }),
      );
    }
    if (kind === 'port-taken') {
      coverage.note('port taken by a stranger');
      const hostPort = 8_000 + chance.between(1, 4);
      const ports = [{ hostIp: null, hostPort, containerPort: 80, protocol: 'tcp' as const }];
      const id = fake.plant(
        containerSpec('stranger', { ports }),
        `stranger-${this.#strangers.length}`,
        'running',
        { [LABEL.unit]: '' },
      );
      this.#strangers.push({ host, id });
      return this.#later(chance.between(5_000, 90_000), () => {
        if (this.#isThere(host, id)) fake.removeByHand(id);
      });
    }
    if (fake.down) return;
    if (kind === 'engine-down') {
      coverage.note('engine down');
      fake.goDown();
    } else {
      coverage.note(
        kind === 'engine-wipe' ? 'engine lost all containers' : 'engine crashed with its containers',
      );
      fake.powerOff();
      if (kind === 'engine-wipe') fake.wipe();
    }
    this.#later(chance.between(500, 90_000), () => fake.comeBack());
  }

  #container(kind: FaultKind, host: SimHost): void {
    const { chance, coverage } = this.#sim;
    const { fake } = host.engine;
    const running = fake.all().filter((one) => one.state === 'running' && isUnits(one));
    const chosen = chance.pick(running);
    if (chosen === undefined || fake.down) return;
    switch (kind) {
      case 'container-crash':
        coverage.note('container crashed');
        return fake.exit(chosen.id, 1);
      case 'container-remove':
        coverage.note('container removed by hand');
        return fake.removeByHand(chosen.id);
      case 'container-stop':
        coverage.note('container stopped by hand');
        return fake.stopByHand(chosen.id);
      case 'container-kill':
        coverage.note('container killed by hand');
        return fake.killByHand(chosen.id);
      case 'container-pause':
        coverage.note('container paused by hand');
        return fake.pauseByHand(chosen.id);
      default: {
        coverage.note('container copied by hand');
        host.copied.add(chosen.labels[LABEL.unit] ?? '');
        const spec = containerSpec(chosen.labels[LABEL.unit] ?? '', { image: IMAGES[0] });
        fake.plant(spec, `${chosen.name}-copy-${this.#sim.timeline.count}`, 'running', chosen.labels);
      }
    }
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
