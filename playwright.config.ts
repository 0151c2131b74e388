import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS } from './scripts/test/chromium.mjs';

const PORTAL = 'http://localhost:7107';

/**
 * The journeys run against the real portal as it is deployed: the built
 * frontend served by the backend, real Terraform, a database of their own.
 */
export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  // What a person sees first can be seen only before the other journeys.
  projects: [
    { name: 'first visit', testMatch: 'firstVisit.test.ts' },
    {
      name: 'journeys',
      testIgnore: 'firstVisit.test.ts',
      dependencies: ['first visit'],
    },
  ],
  outputDir: 'test-results/browser',
  timeout: 180_000,
  expect: { timeout: 60_000 },
  // One portal, one environment of each name: the journeys follow each other.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  reporter: [['list'], ['json']],
  webServer: {
    command: 'scripts/test/portal.sh',
    url: `${PORTAL}/.backstage/health/v1/readiness`,
    timeout: 420_000,
    stdout: 'pipe',
    // While writing a test: start scripts/test/portal.sh once, and set this.
    reuseExistingServer: Boolean(process.env.IAC_E2E_REUSE),
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
  },
  use: {
    baseURL: PORTAL,
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: CHROMIUM_ARGS,
    },
  },
});
