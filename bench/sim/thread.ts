import { parentPort, workerData } from 'node:worker_threads';
import { plantMutant } from '../../e2e/simulation/mutants/plant.ts';
import type { SeedOrder, ThreadData } from './messages.ts';

const { mutant }: ThreadData = workerData;
// Before the product is loaded: what is planted is in the modules that the run then takes in.
if (mutant !== null) plantMutant(mutant);
const { runSeed } = await import('../../e2e/simulation/run-seed.ts');

parentPort?.on('message', ({ seed }: SeedOrder) => {
  void runSeed(seed).then((result) => parentPort?.postMessage(result));
});
