import { countWithLabel, type Engine } from '../lib/engine.ts';
import type { Contender } from './contender.ts';
import { IMAGE } from './contender.ts';

const LABEL = 'bench=raw';
/** What three engines on two cores were fastest with. */
const PARALLEL = 10;

async function runPool(jobs: readonly (() => Promise<void>)[], width: number): Promise<void> {
  const queue = [...jobs];
  const worker = async () => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) await job();
  };
  await Promise.all(Array.from({ length: width }, worker));
}

/** The limit: create and start through the engines' API, with nobody deciding or watching. */
export function rawContender(engines: readonly Engine[]): Contender {
  let present = 0;
  const start = async (index: number) => {
    const engine = engines[index % engines.length];
    if (!engine) throw new Error('no engine');
    const container = await engine.api.createContainer({
      Image: IMAGE,
      Labels: { bench: 'raw' },
      name: `raw-${index}`,
    });
    await container.start();
  };
  const grow = async (count: number) => {
    const from = present;
    present = count;
    await runPool(
      Array.from({ length: count - from }, (_, at) => () => start(from + at)),
      PARALLEL,
    );
  };
  return {
    name: 'raw',
    create: grow,
    scale: grow,
    async remove() {
      for (const engine of engines) {
        const list = await engine.api.listContainers({ all: true, filters: { label: [LABEL] } });
        await runPool(
          list.map((one) => async () => {
            await engine.api.getContainer(one.Id).remove({ force: true });
          }),
          PARALLEL,
        );
      }
      present = await countWithLabel(engines, LABEL);
    },
    close: async () => undefined,
  };
}
