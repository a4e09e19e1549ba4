import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { launch } from 'puppeteer-core';
import { findFirefox } from '../../scripts/firefox.mjs';

const executablePath = findFirefox() ?? '';

test('the single file works in Firefox, from file://, formulas, diagrams, progress and all', async () => {
  test.skip(executablePath === '', 'no Firefox on this machine: name one in $FIREFOX');
  test.setTimeout(90_000);
  const browser = await launch({ browser: 'firefox', executablePath, headless: true });
  try {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => {
      complaints.push(String(error));
    });
    const file = pathToFileURL(path.resolve('dist/glassbox-kms.html')).href;
    await page.goto(`${file}#/learn/envelope-encryption/seal/5`);
    await page.waitForSelector('html[data-ready="true"]');
    await page.waitForSelector('svg.glass-sequence');
    await page.waitForSelector('.katex');
    const text = (selector: string): Promise<string> =>
      page.$eval(selector, (element) => element.textContent);
    expect(await text('[role="group"][aria-label^="Scenario"] [role="status"]')).toContain(
      'Step 5 of',
    );
    await page.keyboard.press('ArrowRight');
    await expect
      .poll(() => text('[role="group"][aria-label^="Scenario"] [role="status"]'))
      .toContain('Step 6 of');

    // Chosen and checked in the page itself: the question may be anywhere on it.
    const answer = 'fieldset input[type="radio"]';
    await page.waitForSelector(answer);
    await page.$eval(answer, (input) => {
      input.click();
    });
    await page.$$eval('button', (buttons) => {
      buttons.find(({ textContent }) => textContent.trim() === 'Check answer')?.click();
    });
    await page.reload();
    await expect
      .poll(() => page.$eval('main', (main) => main.textContent))
      .toMatch(/Correct\.|Not yet\./);
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
  }
});
