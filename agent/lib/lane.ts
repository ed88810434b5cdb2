interface Waiter {
  readonly urgent: boolean;
  readonly begin: () => void;
}

/** Lets a bounded number of things run at once; what is urgent goes before what is not, otherwise first come first served. */
export class Lane {
  readonly #width: number;
  #running = 0;
  #waiting: Waiter[] = [];

  constructor(width: number) {
    this.#width = width;
  }

  async run<T>(urgent: boolean, task: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#width) await this.#wait(urgent);
    else this.#running++;
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      // The place passes on without becoming free in between.
      if (next === undefined) this.#running--;
      else next.begin();
    }
  }

  #wait(urgent: boolean): Promise<void> {
    return new Promise((begin) => {
      const at = urgent ? this.#waiting.findIndex((waiter) => !waiter.urgent) : -1;
      if (at < 0) this.#waiting.push({ urgent, begin });
      else this.#waiting.splice(at, 0, { urgent, begin });
    });
  }
}
