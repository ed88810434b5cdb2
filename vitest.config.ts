import { defineConfig } from 'vitest/config';

const DATABASE_TESTS = '**/*.db.test.ts';
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
          exclude: [...IGNORED, DATABASE_TESTS],
          // A new process per file costs fifteen times what the tests do. Modules hold no state between files.
          isolate: false,
        },
      },
      {
        test: {
          name: 'db',
          include: [DATABASE_TESTS],
          exclude: IGNORED,
          isolate: false,
          globalSetup: './server/db/testing-cluster.ts',
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
