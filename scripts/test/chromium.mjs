// The Chromium of this machine; none is downloaded.
import { spawnSync } from 'node:child_process';

/** Without a screen, without rights of its own, and without a word to its maker. */
export const CHROMIUM_ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * Finds Chromium: the one of `CHROMIUM_PATH`, else the first on the PATH.
 *
 * @returns {{path: string} | {reason: string}} its file, or why there is none
 */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  const path = [...(given ? [given] : []), ...NAMES]
    .filter(name => spawnSync(name, ['--version']).status === 0)
    .map(whereIs)[0];
  return path
    ? { path }
    : {
        reason: "no Chromium on the PATH (install your distribution's package)",
      };
}

function whereIs(name) {
  return spawnSync('/bin/sh', ['-c', `command -v '${name}'`], {
    encoding: 'utf8',
  }).stdout.trim();
}
