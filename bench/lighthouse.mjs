// Lighthouse's four scores for a lesson, on a phone. It is fetched when the benchmark runs: it is large, and nothing
// else needs it.
// @ts-check

import { spawnSync } from 'node:child_process';
import { findChromium } from '../scripts/chromium.mjs';

const LIGHTHOUSE = 'lighthouse@12.8.2';

/** @param {string} url @returns {Record<string, number> | string} */
export function measureLighthouse(url) {
  const flags = '--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-quic';
  const { stdout, stderr, status } = spawnSync(
    'npx',
    ['--yes', LIGHTHOUSE, url, flags, '--output=json', '--quiet'],
    {
      encoding: 'utf8',
      maxBuffer: 64_000_000,
      timeout: 240_000,
      env: { ...process.env, CHROME_PATH: findChromium() },
    },
  );
  if (status !== 0) return `not run: ${stderr.trim().split('\n').at(-1)}`;
  const { categories } = JSON.parse(stdout.slice(stdout.indexOf('{')));
  return Object.fromEntries(
    Object.entries(categories).map(([name, { score }]) => [name, Math.round(score * 100)]),
  );
}
