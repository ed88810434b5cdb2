import { defineConfig } from 'vitest/config';

const DATABASE_TESTS = '**/*.db.test.ts';
/** They need a Docker engine: `bin/test cluster` gives them one of the lab's. */
const ENGINE_TESTS = '**/*.real.test.ts';
const IGNORED = ['**/node_modules/**', '.next/**', 'e2e/**', 'data/**'];

export default defineConfig({
  test: {
    // Two cores are common; a pool as wide as the machine starves whatever else runs on it.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...IGNORED, DATABASE_TESTS, ENGINE_TESTS],
          // A new process per file costs fifteen times what the tests do. Modules hold no state between files.
          isolate: false,
        },
      },
      {
        test: {
          name: 'simulation',
          include: ['e2e/simulation/**/*.test.ts'],
          exclude: ['**/node_modules/**', DATABASE_TESTS],
          isolate: false,
        },
      },
      {
        test: {
          name: 'db',
          include: [DATABASE_TESTS],
          exclude: IGNORED.filter((pattern) => pattern !== 'e2e/**'),
          isolate: false,
          globalSetup: './server/db/testing-cluster.ts',
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'cluster',
          include: ['e2e/cluster/**/*.cluster.test.ts', ENGINE_TESTS],
          exclude: ['**/node_modules/**'],
          // There is one lab: two files at once would cut each other's cables.
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 300_000,
          // Opening a cluster may build images first.
          hookTimeout: 1_200_000,
        },
      },
    ],
  },
});
