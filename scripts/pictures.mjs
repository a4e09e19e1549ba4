// `npm run pictures`: draws what is committed as a picture, from the built site: the README's view of the
// player, and the icons that phones ask for.

import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { readFileSync } from 'node:fs';
import { launchOptions } from './chromium.mjs';

const server = await preview({
  configFile: false,
  logLevel: 'silent',
  build: { outDir: 'dist/app' },
  preview: { host: '127.0.0.1' },
});
const address = server.resolvedUrls?.local[0];
const browser = await chromium.launch(launchOptions());

const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.goto(`${address}#/learn/envelope-encryption/seal/5`);
await page.locator('html[data-ready="true"]').waitFor({ state: 'attached' });
await page.waitForLoadState('networkidle');
await page.screenshot({ path: 'docs/player.png' });

// A blank page: the site's own policy lets nobody write markup into it.
const blank = await browser.newPage();
const icon = readFileSync('static/icon.svg', 'utf8');
for (const size of [192, 512]) {
  await blank.setViewportSize({ width: size, height: size });
  await blank.setContent(
    `<style>body{margin:0;background:#faf8f4}svg{display:block;width:76vw;height:76vw;padding:12vw}</style>${icon}`,
  );
  await blank.screenshot({ path: `static/icon-${size}.png` });
}

await browser.close();
await server.close();
