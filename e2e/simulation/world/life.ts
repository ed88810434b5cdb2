/** One run of a process, from its start to its crash. What a dead one still has in hand comes to nothing. */
export class Life {
  ended = false;
  readonly #atEnd: (() => void)[] = [];

  /** What the rest of the world makes of the crash: connections that break, transactions that are rolled back. */
  atEnd(react: () => void): void {
    if (this.ended) react();
    else this.#atEnd.push(react);
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    for (const react of this.#atEnd) react();
  }

  /** The outcome while the process lives, and never anything afterwards. */
  async mine<T>(outcome: Promise<T>): Promise<T> {
    try {
      const value = await outcome;
      return this.ended ? await NEVER : value;
    } catch (error) {
      if (this.ended) return NEVER;
      throw error;
    }
  }
}

const NEVER = new Promise<never>(() => undefined);
