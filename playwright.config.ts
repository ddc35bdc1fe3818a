import { defineConfig } from '@playwright/test';

/*
 * The end-to-end tests: the built app, driven as a person would. Each test has its own data folder, its own keyring and its own
 * sandbox, so two can run at once.
 */
const reporters = (process.env.E2E_REPORTERS ?? 'list').split(',');

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  globalSetup: './test/e2e/global-setup.ts',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // For a machine with two slow cores: nothing is judged by how long it takes, and what is broken fails by its own wait.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: reporters.map((name) => [name] as [string]),
});
