import type { Engine } from './engine.ts';

export interface StartWatch {
  /** Seconds from `begun` (performance.now()) to the first start of a container with the label. */
  since(begun: number, timeoutMs: number): Promise<number>;
  close(): void;
}

/** The engines' own word for when a container with the label runs, whoever started it. */
export async function watchStarts(engines: readonly Engine[], label: string): Promise<StartWatch> {
  const filters = JSON.stringify({ type: ['container'], event: ['start'], label: [label] });
  const streams: NodeJS.ReadableStream[] = [];
  const arrived = Promise.withResolvers<number>();
  for (const engine of engines) {
    const stream = await engine.api.getEvents({ filters });
    stream.on('data', () => arrived.resolve(performance.now()));
    streams.push(stream);
  }
  return {
    async since(begun, timeoutMs) {
      const timer = setTimeout(
        () => arrived.reject(new Error(`Nothing with ${label} started in ${timeoutMs} ms.`)),
        timeoutMs,
      );
      try {
        return ((await arrived.promise) - begun) / 1000;
      } finally {
        clearTimeout(timer);
      }
    },
    close() {
      for (const stream of streams)
        if ('destroy' in stream && typeof stream.destroy === 'function') stream.destroy();
    },
  };
}
