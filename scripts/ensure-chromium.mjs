// Runs before the tests: finds a Chromium, else gets one, else says plainly what to do. Firefox is welcome, not
// needed.
// GLASSBOX_NO_INSTALL=1 forbids getting one.
// @ts-check

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { findChromium } from './chromium.mjs';
import { findFirefox } from './firefox.mjs';

const ways = `
The browser tests need Chromium (or Chrome, or Edge), and none was found that runs. Do one of
  npx playwright install --with-deps chromium   (downloads Playwright's own)
  sudo apt-get install -y chromium              (Debian)
  CHROMIUM=/path/to/chrome npm test             (uses one that you have)
  npm run test:unit                             (only the tests that need no browser)
`;

const found = findChromium() ?? (mayInstall() ? install() : undefined);
if (found === undefined) {
  console.error(ways);
  process.exit(1);
}
console.log(`Chromium: ${found}`);
if (findFirefox() === undefined && mayInstall() && ownsDebian()) fromDebian('firefox-esr');
console.log(`Firefox: ${findFirefox() ?? 'none, so its tests are skipped'}`);

/** Who names a browser wants that one and no other. */
function mayInstall() {
  return !process.env['CHROMIUM'] && process.env['GLASSBOX_NO_INSTALL'] !== '1';
}

function install() {
  console.log('No Chromium found. Trying to get one.');
  return (
    fromPlaywright() ?? (ownsDebian() ? fromDebian('chromium', 'fonts-liberation') : undefined)
  );
}

function ownsDebian() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

function fromPlaywright() {
  const manifest = createRequire(import.meta.url).resolve('playwright/package.json');
  const cli = path.join(path.dirname(manifest), 'cli.js');
  const impatient = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000' };
  run(process.execPath, [cli, 'install', '--no-shell', 'chromium'], impatient);
  return findChromium();
}

/** Also when Playwright's download came but lacks libraries: the package brings them along. */
function fromDebian(/** @type {string[]} */ ...packages) {
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    DEBIAN_FRONTEND: 'noninteractive',
  });
  return findChromium();
}

/** What it says is shown only if it fails. Ten minutes are enough for a slow line. */
function run(
  /** @type {string} */ command,
  /** @type {string[]} */ args,
  /** @type {NodeJS.ProcessEnv} */ env = {},
) {
  console.log(`  $ ${path.basename(command)} ${args.join(' ')}`);
  const done = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: 600_000,
    env: { ...process.env, ...env },
  });
  if (done.status !== 0) console.log(`    did not work: ${(done.stderr ?? '').trim().slice(-400)}`);
}
