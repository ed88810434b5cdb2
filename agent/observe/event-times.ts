/** A read of an event takes less; more means that the engine's clock was set, or that the event was held up. */
const DELAY_MAX_MS = 50;

/**
 * When the engine's events happened, by the agent's own count. The two clocks may be hours apart and the engine's may be
 * set anew at any moment; what does not change is that an event arrives right after it happened.
 */
export class EventTimes {
  /** The agent's count minus the engine's clock. */
  #offsetMs: number | null = null;

  /** Never later than `arrivedAt`, and exact to the milliseconds that events travel. */
  toLocal(engineTime: number, arrivedAt: number): number {
    const offsetMs = arrivedAt - engineTime;
    const known = this.#offsetMs;
    if (known === null || offsetMs < known || offsetMs - known > DELAY_MAX_MS) this.#offsetMs = offsetMs;
    return engineTime + (this.#offsetMs ?? offsetMs);
  }
}
