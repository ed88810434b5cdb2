import type { EngineEvent } from './port.ts';

/** Hands each event to every subscriber, in order, as the engine's stream does. */
export class EventHub {
  readonly #subscribers = new Set<{ push(event: EngineEvent): void; end(): void }>();

  publish(event: EngineEvent): void {
    for (const subscriber of this.#subscribers) subscriber.push(event);
  }

  endAll(): void {
    for (const subscriber of [...this.#subscribers]) subscriber.end();
  }

  subscribe(signal: AbortSignal): AsyncIterable<EngineEvent> {
    const queue: EngineEvent[] = [];
    let ended = false;
    let wake = (): void => undefined;
    const subscriber = {
      push(event: EngineEvent): void {
        queue.push(event);
        wake();
      },
      end: (): void => {
        ended = true;
        this.#subscribers.delete(subscriber);
        wake();
      },
    };
    this.#subscribers.add(subscriber);
    signal.addEventListener('abort', subscriber.end, { once: true });
    return (async function* () {
      for (;;) {
        const next = queue.shift();
        if (next !== undefined) yield next;
        else if (ended) return;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    })();
  }
}
