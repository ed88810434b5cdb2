type Listener<T> = (value: T) => void;

/** Everyone who asked to be told. One who throws keeps nobody else from hearing. */
export class Listeners<T> {
  readonly #listeners = new Set<{ readonly call: Listener<T> }>();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Returns how to stop listening. */
  add(listener: Listener<T>): () => void {
    // Wrapped, so that one function added twice is two listeners.
    const entry = { call: listener };
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }

  tell(value: T): void {
    for (const { call } of [...this.#listeners]) {
      try {
        call(value);
      } catch (error) {
        this.#onError(error);
      }
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}
