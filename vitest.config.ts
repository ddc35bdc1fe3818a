import { defineConfig } from 'vitest/config';
import { testSurroundings } from './scripts/lib/test-surroundings.mjs';

// Before any worker starts, so that workers and the processes they start inherit it.
Object.assign(process.env, testSurroundings());

/** Files that measure or change what the files of one thread share. */
const alone = ['test/integration/sandbox-connectwise/documents.test.ts', 'test/unit/renderer/log-store.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    pool: 'threads',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          // Loading the product again for each file would cost as much as all its statements.
          name: 'together',
          isolate: false,
          globalSetup: 'test/builders/bundled-workers.ts',
          include: ['test/{unit,integration,contract,fault,migrations,lint}/**/*.test.{ts,tsx}'],
          exclude: alone,
        },
      },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
});
