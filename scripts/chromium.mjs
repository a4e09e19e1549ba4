// Finds a Chromium that runs on this machine, for the tests in a real browser. The first that
// stands wins: $CHROMIUM, Playwright's own download, then what the system has installed.
// @ts-check

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

/** Undefined when there is none: `ensure-chromium.mjs` says what to do then. */
export function findChromium() {
  const chosen = process.env['CHROMIUM'];
  if (chosen) return runs(chosen) ? chosen : undefined;
  return [...playwrights(), ...installed()].find(runs);
}

/** How Playwright starts it, in both kinds of browser tests. */
export function launchOptions() {
  const executablePath = findChromium();
  return executablePath === undefined ? { args } : { args, executablePath };
}

/** For containers (root, a small /dev/shm, no graphics card), and silence on the network. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** On Linux a downloaded browser may stand there without the libraries that it needs. */
function runs(/** @type {string} */ file) {
  if (!existsSync(file)) return false;
  return process.platform !== 'linux' || spawnSync(file, ['--version']).status === 0;
}

/** Playwright names a path even where nothing is there, and throws on systems unknown to it. */
function playwrights() {
  try {
    return [chromium.executablePath()];
  } catch {
    return [];
  }
}

function installed() {
  const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'];
  return [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/usr/bin/microsoft-edge',
    '/snap/bin/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ...folders.flatMap((name) => [
      `${process.env[name]}\\Google\\Chrome\\Application\\chrome.exe`,
      `${process.env[name]}\\Microsoft\\Edge\\Application\\msedge.exe`,
    ]),
  ];
}
