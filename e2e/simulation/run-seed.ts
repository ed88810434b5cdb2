import { Chaos } from './chaos/chaos.ts';
import { People } from './chaos/people.ts';
import { drawProfile } from './chaos/profile.ts';
import { Checks } from './checks/checks.ts';
import { findTombstones, findUnsettled } from './checks/settled.ts';
import { Chance } from './world/chance.ts';
import { Simulation } from './world/simulation.ts';
import { Trace } from './world/trace.ts';
import { Violation } from './world/violation.ts';

export interface SeedFailure {
  readonly invariant: string;
  readonly detail: string;
  /** The event at which it was seen. */
  readonly event: number;
  readonly tail: readonly string[];
}

export interface SeedResult {
  readonly seed: number;
  readonly events: number;
  /** Equal for equal runs. */
  readonly digest: string;
  readonly failure: SeedFailure | null;
  readonly coverage: Readonly<Record<string, number>>;
}

const LOOK_EVERY_MS = 1_000;
/** After the last fault everything is as asked within this. */
const SETTLE_MS_MAX = 600_000;
/** And stays so. */
const QUIET_MS = 15_000;
const EVENTS_MAX = 400_000;

/** One whole run, from the first host to the last tombstone. Equal seeds give equal runs, event by event. */
export async function runSeed(
  seed: number,
  onLine: ((line: string) => void) | null = null,
): Promise<SeedResult> {
  const chance = new Chance(seed);
  const profile = drawProfile(chance);
  const sim = new Simulation(chance, profile.setting, (now) => new Trace(now, onLine));
  sim.checks = new Checks(sim);
  const people = new People(sim);
  const chaos = new Chaos(sim, people, profile);
  const jitter = chance.fork();
  const { random } = Math;
  // Waits between tries are spread by chance in the product; here that is drawn from the seed like everything else.
  Math.random = () => jitter.next();
  try {
    sim.trace.add('seed', JSON.stringify(profile));
    await live(sim, people, chaos, profile);
  } catch (error) {
    sim.checks.broken(error);
  } finally {
    Math.random = random;
  }
  const { violation } = sim.checks;
  return {
    seed,
    events: sim.timeline.count,
    digest: sim.trace.digest(),
    failure:
      violation === null
        ? null
        : {
            invariant: violation.invariant,
            detail: violation.message.slice(violation.invariant.length + 2),
            event: sim.timeline.count,
            tail: sim.trace.tail(),
          },
    coverage: Object.fromEntries(sim.coverage.counts),
  };
}

async function live(
  sim: Simulation,
  people: People,
  chaos: Chaos,
  { setting, hostCount, serviceCount, chaosMs }: ReturnType<typeof drawProfile>,
): Promise<void> {
  for (let at = 0; at < setting.replicas; at += 1) sim.startServer(at);
  for (let count = 0; count < hostCount; count += 1) await people.addHost(sim.chance.happens(0.1));
  chaos.prepare();
  for (let count = 0; count < serviceCount; count += 1) await people.createService();
  chaos.begin();
  sim.timeline.after(chaosMs, () => chaos.end());
  const deadline = sim.timeline.now + chaosMs + SETTLE_MS_MAX;
  const settling = watchSettling(sim, people, sim.timeline.now + chaosMs);
  while (sim.checks.violation === null && !settling.isDone()) {
    if (!(await sim.timeline.step())) throw new Violation('time goes on', 'nothing is left to happen');
    sim.checks.look();
    if (sim.timeline.now > deadline || sim.timeline.count > EVENTS_MAX) {
      throw new Violation('all is as asked within ten minutes of the last fault', settling.open().join('; '));
    }
  }
}

function watchSettling(sim: Simulation, people: People, from: number) {
  let quietSince: number | null = null;
  let nudged = false;
  let done = false;
  let open: readonly string[] = [];
  const nudges = sim.chance.happens(0.8);
  const look = (): void => {
    const tombstones = findTombstones(sim);
    open = [...findUnsettled(sim, people), ...tombstones];
    if (open.length === tombstones.length && open.length > 0 && nudges && !nudged) {
      // Agents compare lists when the server comes back; the rest of the runs waits for the next regular compare.
      nudged = true;
      sim.servers.forEach((_, at) => {
        sim.crashServer(at);
        sim.timeline.after(500, () => sim.startServer(at));
      });
    }
    quietSince = open.length > 0 ? null : (quietSince ?? sim.timeline.now);
    done = quietSince !== null && sim.timeline.now - quietSince >= QUIET_MS;
    if (!done) sim.timeline.after(LOOK_EVERY_MS, look);
  };
  sim.timeline.after(from - sim.timeline.now + LOOK_EVERY_MS, look);
  return { isDone: () => done, open: () => open };
}
