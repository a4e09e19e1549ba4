// The built page in Chromium: what a first visit loads until the page is ready, how long its first diagram takes,
// what both are beside a plain page, and how long a step is.
// @ts-check

import { chromium } from '@playwright/test';
import { launchOptions } from '../scripts/chromium.mjs';
import { measureBesidePlain } from './plain.mjs';
import { isReady, visit } from './visit.mjs';

const STEPS = 200;

/** @param {{ address: string, folder: string, route: string }} site the route is that of a lesson */
export async function measurePage(site) {
  const { address, route: lesson } = site;
  const browser = await chromium.launch(launchOptions());
  try {
    const front = await firstLoad(browser, `${address}#/`);
    const lessons = await lessonsOf(browser, address);
    const loads = [{ route: '#/', ...front }];
    for (const route of lessons) {
      loads.push({ route, ...(await firstLoad(browser, address + route)) });
    }
    return {
      loads,
      besidePlain: await measureBesidePlain(browser, site),
      steps: await stepping(browser, `${address}${lesson}/seal/1`),
    };
  } finally {
    await browser.close();
  }
}

/** @param {import('@playwright/test').Browser} browser @param {string} address */
async function lessonsOf(browser, address) {
  const page = await browser.newPage();
  await page.goto(`${address}#/`);
  await isReady(page);
  const links = page.getByRole('main').getByRole('link');
  const routes = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  await page.close();
  return [...new Set(routes)].filter((route) => /^#\/learn\/[^/]+$/.test(route ?? '')).map(String);
}

/**
 * JavaScript and CSS until the page is ready, gzip; a lesson's own body and fonts apart.
 * @param {import('@playwright/test').Browser} browser @param {string} url
 */
async function firstLoad(browser, url) {
  const { files, diagramMs, readyMs } = await visit(browser, url);
  const lesson = /#\/learn\/([^/]+)/.exec(url)?.[1];
  const own = files.filter(
    ({ name }) =>
      /\.(?:js|css)$/.test(name) && (lesson === undefined || !name.startsWith(`${lesson}-`)),
  );
  return { bytes: own.reduce((sum, { bytes }) => sum + bytes, 0), diagramMs, readyMs };
}

/** @param {import('@playwright/test').Browser} browser @param {string} url */
async function stepping(browser, url) {
  const page = await browser.newPage();
  await page.goto(url);
  await isReady(page);
  await page.waitForLoadState('networkidle');
  const figures = { folded: await steps(page), everything: { p50: 0, p95: 0 } };
  await page.getByRole('switch', { name: 'Show everything' }).first().click();
  await page.getByRole('grid').first().waitFor();
  figures.everything = await steps(page);
  await page.close();
  return figures;
}

/** From the press to the end of the next frame's work. @param {import('@playwright/test').Page} page */
async function steps(page) {
  const times = await page.evaluate(async (count) => {
    const group = document.querySelector('[role="group"][aria-label^="Scenario"]');
    const buttons = [...(group?.querySelectorAll('button') ?? [])];
    const named = (/** @type {string} */ name) =>
      buttons.find(({ textContent }) => textContent?.trim() === name);
    const took = [];
    for (let i = 0; i < count; i++) {
      await new Promise((resolve) => setTimeout(resolve, 25));
      const start = performance.now();
      named(i % 12 < 6 ? 'Next step' : 'Previous step')?.click();
      // Svelte renders in a microtask; reading the layout makes the browser finish its own part.
      await Promise.resolve();
      document.body.getBoundingClientRect();
      took.push(performance.now() - start);
    }
    return took.sort((a, b) => a - b);
  }, STEPS);
  const at = (/** @type {number} */ part) =>
    Number((times[Math.floor(times.length * part)] ?? 0).toFixed(1));
  return { p50: at(0.5), p95: at(0.95) };
}
