import { IMAGE } from '../deploy/contender.ts';
import type { Engine } from '../lib/engine.ts';

/** What the engine alone takes for the least that healing needs, with nobody noticing or deciding anything. */
export interface Limit {
  /** Seconds of removing a container, and creating and starting another. */
  removed(): Promise<number>;
  /** Seconds of killing a container and starting it again. */
  killed(): Promise<number>;
}

async function started(engine: Engine) {
  const container = await engine.api.createContainer({ Image: IMAGE, Labels: { bench: 'limit' } });
  await container.start();
  return container;
}

export function engineLimit(engine: Engine): Limit {
  return {
    async removed() {
      const container = await started(engine);
      const begun = performance.now();
      await container.remove({ force: true });
      const successor = await started(engine);
      const seconds = (performance.now() - begun) / 1000;
      await successor.remove({ force: true });
      return seconds;
    },
    async killed() {
      const container = await started(engine);
      const begun = performance.now();
      const ended = container.wait();
      await container.kill();
      await ended;
      await container.start();
      const seconds = (performance.now() - begun) / 1000;
      await container.remove({ force: true });
      return seconds;
    },
  };
}
