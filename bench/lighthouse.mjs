// Lighthouse's four scores for a lesson, on a phone. It is fetched when the benchmark runs: it is large, and nothing
// else needs it.
// @ts-check

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findChromium } from '../scripts/chromium.mjs';

const LIGHTHOUSE = 'lighthouse@12.8.2';

/** Waits without blocking: the site may be served from this very process. @param {string} url */
export async function measureLighthouse(url) {
  const flags = '--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-quic';
  try {
    const { stdout } = await promisify(execFile)(
      'npx',
      ['--yes', LIGHTHOUSE, url, flags, '--output=json', '--quiet'],
      {
        maxBuffer: 64_000_000,
        timeout: 240_000,
        env: { ...process.env, CHROME_PATH: findChromium() },
      },
    );
    /** @type {{ categories: Record<string, { score: number }> }} */
    const { categories } = JSON.parse(stdout.slice(stdout.indexOf('{')));
    return Object.fromEntries(
      Object.entries(categories).map(([name, { score }]) => [name, Math.round(score * 100)]),
    );
  } catch (error) {
    return `not run: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`;
  }
}
