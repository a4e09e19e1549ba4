// One first visit to an address, in a browser context of its own: what came over the network until the page was
// ready, when it was painted, when its first diagram stood, and when it was ready.
// @ts-check

import { gzipSync } from 'node:zlib';

/**
 * @typedef {object} Visit
 * @property {{ name: string, bytes: number }[]} files what the page is made of, in bytes as a host sends them
 * @property {number} paintedMs since the navigation began, like the others
 * @property {number} diagramMs 0 where the page has none
 * @property {number} readyMs
 */

/**
 * @param {import('@playwright/test').Browser} browser @param {string} url
 * @returns {Promise<Visit>}
 */
export async function visit(browser, url) {
  const page = await browser.newPage();
  /** @type {Promise<{ name: string, bytes: number }>[]} */
  const loaded = [];
  let counting = true;
  page.on('response', (response) => {
    const name = new URL(response.url()).pathname.split('/').at(-1) || 'index.html';
    if (counting && /\.(?:html|js|css|woff2)$/.test(name)) loaded.push(weigh(name, response));
  });
  await page.addInitScript(watch);
  await page.goto(url);
  await isReady(page);
  counting = false;
  const times = await page.evaluate(timesOfVisit);
  const files = await Promise.all(loaded);
  await page.close();
  return { files, ...times };
}

/** @param {import('@playwright/test').Page} page */
export const isReady = (page) =>
  page.locator('html[data-ready="true"]').waitFor({ state: 'attached' });

/** Fonts are compressed already. @param {string} name @param {import('@playwright/test').Response} response */
async function weigh(name, response) {
  const body = await response.body();
  return {
    name,
    bytes: name.endsWith('.woff2') ? body.length : gzipSync(body, { level: 9 }).length,
  };
}

/** In the page, before its own scripts. A diagram stands when it has a size. */
function watch() {
  /** @type {Record<string, number>} */
  const noted = {};
  Object.assign(window, { noted });
  const look = () => {
    const boxes = [...document.querySelectorAll('[aria-label="Diagram"] svg')].map((diagram) =>
      diagram.getBoundingClientRect(),
    );
    if (boxes.some(({ width, height }) => width > 0 && height > 0))
      noted['diagram'] ??= performance.now();
    // A static page says so from its first line, and is ready when it has been read.
    if (document.readyState === 'loading' || !document.documentElement.dataset['ready'])
      requestAnimationFrame(look);
    else noted['ready'] = performance.now();
  };
  look();
}

/** In the page. */
async function timesOfVisit() {
  const { noted } = /** @type {{ noted: Record<string, number> }} */ (
    /** @type {unknown} */ (window)
  );
  const painted = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
  while (noted['ready'] === undefined || painted() === undefined)
    await new Promise((resolve) => requestAnimationFrame(resolve));
  return {
    paintedMs: Math.round(painted() ?? 0),
    diagramMs: Math.round(noted['diagram'] ?? 0),
    readyMs: Math.round(noted['ready']),
  };
}
