// Takes the pictures of the documents from the plugin's own demo: `make images`.
// Looks at each page in light and dark, at several numbers of environments.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from './test/chromium.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PORTAL = 'http://localhost:3000';
const PAGES = [
  { name: 'readiness', at: '/iac', height: 1280 },
  { name: 'readiness-30', at: '/iac?environments=30' },
  { name: 'readiness-300', at: '/iac?environments=300' },
  { name: 'readiness-empty', at: '/iac?trouble=empty', height: 500 },
  { name: 'readiness-failing', at: '/iac?trouble=failing', height: 500 },
  { name: 'readiness-forbidden', at: '/iac?trouble=forbidden', height: 500 },
  { name: 'environment', at: '/iac/environments/production', height: 1280 },
  { name: 'environment-empty', at: '/iac/environments/dr-west', height: 1280 },
  {
    name: 'environment-failing',
    at: '/iac/environments/production?trouble=failing',
    height: 500,
  },
  { name: 'run', at: '/iac/runs/production-481' },
  { name: 'run-empty', at: '/iac/runs/production-509', height: 700 },
  { name: 'run-failing', at: '/iac/runs/production-480', height: 900 },
];

const found = findChromium();
if (found.reason) throw new Error(`No pictures: ${found.reason}`);
const server = spawn(
  process.execPath,
  [path.join(ROOT, '.yarn/releases/yarn-4.13.0.cjs'), 'start'],
  { cwd: path.join(ROOT, 'plugins/iac'), stdio: 'ignore', detached: true },
);
try {
  await untilItAnswers();
  const browser = await chromium.launch({
    executablePath: found.path,
    args: CHROMIUM_ARGS,
  });
  for (const colorScheme of ['light', 'dark']) {
    const page = await browser.newPage({
      colorScheme,
    });
    for (const { name, at, height = 1000 } of PAGES) {
      await page.setViewportSize({ width: 1440, height });
      await page.goto(`${PORTAL}${at}`);
      await page.locator('main h1, main [role=alert]').first().waitFor();
      // Fonts, and rows that come into view.
      await wait(3_000);
      await page.screenshot({
        path: path.join(ROOT, `docs/images/${name}-${colorScheme}.png`),
      });
    }
    await page.close();
  }
  await browser.close();
} finally {
  process.kill(-server.pid);
}

async function untilItAnswers() {
  for (let attempt = 0; attempt < 120; attempt += 1) {
    const answer = await fetch(PORTAL).catch(() => undefined);
    if (answer?.ok) return;
    await wait(2_000);
  }
  throw new Error(`The demo did not start at ${PORTAL}`);
}
