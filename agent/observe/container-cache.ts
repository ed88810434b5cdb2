import { unitIdOf } from '../docker/ownership.ts';
import type { EngineContainer } from '../docker/port.ts';

interface Entry {
  readonly container: EngineContainer;
  /** When the engine was asked, by the agent's own count: every event before that is contained in what it answered. */
  readonly seenAt: number;
}

/** What is known of the unit's containers on this host. */
export class ContainerCache {
  readonly #entries = new Map<string, Entry>();
  readonly #byUnit = new Map<string, Set<string>>();

  get(id: string): EngineContainer | undefined {
    return this.#entries.get(id)?.container;
  }

  seenAt(id: string): number {
    return this.#entries.get(id)?.seenAt ?? 0;
  }

  put(container: EngineContainer, seenAt: number): void {
    const unitId = unitIdOf(container.labels);
    if (unitId === null || seenAt < this.seenAt(container.id)) return;
    this.#entries.set(container.id, { container, seenAt });
    const ids = this.#byUnit.get(unitId) ?? new Set();
    this.#byUnit.set(unitId, ids.add(container.id));
  }

  drop(id: string): EngineContainer | undefined {
    const container = this.get(id);
    if (container === undefined) return undefined;
    this.#entries.delete(id);
    const unitId = unitIdOf(container.labels) ?? '';
    const ids = this.#byUnit.get(unitId);
    ids?.delete(id);
    if (ids?.size === 0) this.#byUnit.delete(unitId);
    return container;
  }

  ofUnit(unitId: string): readonly EngineContainer[] {
    return [...(this.#byUnit.get(unitId) ?? [])].flatMap((id) => this.get(id) ?? []);
  }

  unitIds(): readonly string[] {
    return [...this.#byUnit.keys()];
  }

  ids(): readonly string[] {
    return [...this.#entries.keys()];
  }
}
