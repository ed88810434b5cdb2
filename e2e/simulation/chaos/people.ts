import type { ServiceRow, Tables } from '../postgres/tables.ts';
import { ENVIRONMENT_ID } from '../server/server-process.ts';
import type { Situation } from '../world/coverage.ts';
import { IMAGES, type Simulation, specOf } from '../world/simulation.ts';

const SERVICES_MAX = 4;
const HOSTS_MAX = 5;
const SCALE_MAX = 6;
const HOUR_MS = 3_600_000;
const WAKE = [{ channel: 'drover_wake', payload: ENVIRONMENT_ID }];

/** What is remembered of a service besides its row, to know what to expect in the end. */
export interface Wish {
  /** Scaling down takes the newest away and may leave gaps in the names. */
  scaledDown: boolean;
}

/** People at the console: every change is one transaction and a wake, as the use cases of the server make them. */
export class People {
  readonly wishes = new Map<string, Wish>();
  readonly #sim: Simulation;
  #revisions = 0;

  constructor(sim: Simulation) {
    this.#sim = sim;
  }

  async createService(): Promise<void> {
    const { chance } = this.#sim;
    const number = this.wishes.size + 1;
    if (this.#services().length >= SERVICES_MAX) return;
    const id = `svc_${number}`;
    const scale = chance.between(1, SCALE_MAX);
    this.wishes.set(id, { scaledDown: false });
    await this.#change('service created', `${id} scale ${scale}`, (tables, now) => {
      tables.services.set(id, {
        id,
        environmentId: ENVIRONMENT_ID,
        stackId: 'stk_app',
        name: `s${number}`,
        desired: 'running',
        scale,
        restartCount: 0,
        removalCount: 0,
        revisionNumber: 1,
        nextCreateIndex: 1,
        createdAt: now,
        removedAt: null,
      });
      this.#addRevision(tables, id, number, 1);
    });
  }

  async scale(): Promise<void> {
    const scale = this.#sim.chance.between(0, SCALE_MAX);
    await this.#edit('service scaled', `to ${scale}`, (service) => {
      const wish = this.wishes.get(service.id);
      if (wish !== undefined && scale < service.scale) wish.scaledDown = true;
      return { scale };
    });
  }

  async edit(): Promise<void> {
    await this.#edit('service edited', '', (service, tables) => {
      const revisionNumber = service.revisionNumber + 1;
      this.#addRevision(tables, service.id, Number(service.name.slice(1)), revisionNumber);
      return { revisionNumber };
    });
  }

  stop = () => this.#edit('service stopped', '', () => ({ desired: 'stopped' }));
  start = () => this.#edit('service started', '', () => ({ desired: 'running' }));
  remove = () => this.#edit('service removed', '', () => ({ desired: 'removed' }));
  restart = () =>
    this.#edit('service restarted', '', ({ restartCount }) => ({ restartCount: restartCount + 1 }));

  /** Somebody removes a container at the console, to have another one of the same. */
  async recreate(): Promise<void> {
    const { chance, database } = this.#sim;
    const instance = chance.pick([...database.committed.instances.values()]);
    if (instance === undefined) return;
    const { unitId, launch } = instance;
    await this.#change('container recreated', instance.name, (tables) => {
      const unit = tables.units.get(unitId);
      if (unit === undefined || unit.removedAt !== null || unit.desired === 'removed') return;
      const next = 1 + Math.max(unit.recreateCount, ...Object.values(unit.recreations));
      tables.units.set(unitId, { ...unit, recreations: { ...unit.recreations, [launch]: next } });
      const service = tables.services.get(unit.serviceId);
      if (service !== undefined)
        tables.services.set(service.id, { ...service, removalCount: service.removalCount + 1 });
    });
  }

  async addHost(skewed: boolean): Promise<void> {
    const { chance, coverage, hosts } = this.#sim;
    if (hosts.length >= HOSTS_MAX) return;
    const skewMs = skewed ? chance.one(-HOUR_MS, HOUR_MS) : 0;
    if (skewed) coverage.note('clock of a host an hour off');
    coverage.note('host joined');
    await this.#sim.join({ zone: chance.one('a', 'b') }, skewMs);
  }

  deactivateHost = () => this.#steer('host deactivated', 'inactive');
  activateHost = () => this.#steer('host activated', 'active');

  async removeHost(): Promise<void> {
    if (this.#sim.hosts.filter((host) => !host.removed).length < 2) return;
    await this.#steer('host removed', 'removed');
  }

  async #steer(what: Situation, desired: 'active' | 'inactive' | 'removed'): Promise<void> {
    const host = this.#sim.chance.pick(this.#sim.hosts.filter((one) => !one.removed));
    if (host === undefined) return;
    await this.#change(what, host.name, (tables) => {
      const row = tables.hosts.get(host.id);
      if (row === undefined || row.desired === 'removed') return;
      tables.hosts.set(host.id, { ...row, desired });
      host.removed = desired === 'removed';
    });
  }

  async #edit(
    what: Situation,
    detail: string,
    change: (service: ServiceRow, tables: Tables) => Partial<ServiceRow>,
  ): Promise<void> {
    const chosen = this.#sim.chance.pick(this.#services())?.id ?? '';
    await this.#change(what, `${chosen} ${detail}`, (tables) => {
      const service = tables.services.get(chosen);
      if (service === undefined || service.desired === 'removed') return;
      tables.services.set(chosen, { ...service, ...change(service, tables) });
    });
  }

  #services(): ServiceRow[] {
    const { services } = this.#sim.database.committed;
    return [...services.values()].filter((service) => service.desired !== 'removed');
  }

  async #change(what: Situation, detail: string, work: (tables: Tables, now: number) => void): Promise<void> {
    const { database, trace, coverage } = this.#sim;
    if (database.down) return;
    await database.change(null, (tables, now) => {
      coverage.note(what);
      trace.add('people', `${what}: ${detail}`);
      work(tables, now);
      return WAKE;
    });
  }

  #addRevision(tables: Tables, serviceId: string, serviceNumber: number, number: number): void {
    const { chance } = this.#sim;
    this.#revisions += 1;
    const id = `rev_${serviceNumber}_${number}_${this.#revisions}`;
    const spec = specOf({
      image: chance.one(...IMAGES),
      hostPort: chance.happens(0.3) ? 8_000 + serviceNumber : null,
      zone: chance.happens(0.15) ? chance.one('a', 'b') : null,
      sidekick: chance.happens(0.25),
      restarts: chance.happens(0.7),
      note: this.#revisions,
    });
    tables.revisions.set(id, { id, serviceId, number, spec });
  }
}
