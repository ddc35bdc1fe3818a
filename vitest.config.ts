import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,integration,contract,fault,migrations,lint}/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    pool: 'threads',
    maxWorkers: 2,
  },
});
