/** Waits that grow, with jitter so that a thousand agents do not come back in one second. */
export class ReconnectBackoff {
  readonly #firstMs: number;
  readonly #longestMs: number;
  readonly #random: () => number;
  #failures = 0;

  constructor(firstMs = 200, longestMs = 30_000, random: () => number = Math.random) {
    this.#firstMs = firstMs;
    this.#longestMs = longestMs;
    this.#random = random;
  }

  next(): number {
    const full = Math.min(this.#firstMs * 2 ** Math.min(this.#failures++, 20), this.#longestMs);
    return Math.round(full * (0.5 + this.#random() / 2));
  }

  get isFailing(): boolean {
    return this.#failures > 0;
  }

  reset(): void {
    this.#failures = 0;
  }
}
