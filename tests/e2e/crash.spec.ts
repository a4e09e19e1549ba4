// Errors are planted here on purpose, so these tests do without the guard that forbids them.

import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { ready } from './guarded.ts';

// A service worker would answer where a test means to.
test.use({ serviceWorkers: 'block' });

const screen = (page: Page): Locator => page.getByRole('dialog', { name: 'This page has stopped' });

async function open(page: Page): Promise<void> {
  await page.goto('/#/learn/envelope-encryption/seal/5');
  await ready(page);
}

test('an error that nothing catches brings up the screen, the file, and the way back', async ({
  page,
}) => {
  await open(page);
  await page.evaluate(() => {
    setTimeout(() => {
      throw new TypeError('planted');
    });
  });
  await expect(screen(page)).toContainText('“planted”');
  await expect(screen(page).getByRole('button', { name: 'Reload the page' })).toBeFocused();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  const coming = page.waitForEvent('download');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const report = JSON.parse(readFileSync(await (await coming).path(), 'utf8')) as {
    error: { message: string };
    address: string;
    history: { seed: string; steps: { call?: string }[] };
  };
  expect(report.error.message).toBe('planted');
  expect(report.address).toBe('#/learn/envelope-encryption/seal/5');
  expect(report.history.seed).toBe('envelope-encryption');
  expect(report.history.steps.map(({ call }) => call)).toContain('kms:GenerateDataKey');

  await screen(page).getByRole('button', { name: 'Reload the page' }).click();
  await ready(page);
  await expect(screen(page)).toHaveCount(0);
  const player = page.getByRole('group', { name: /Scenario/ }).first();
  await expect(player.getByRole('status').first()).toContainText('Step 5 of');
});

test('so does a promise that nobody waits for', async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    setTimeout(() => void Promise.reject(new Error('planted promise')));
  });
  await expect(screen(page)).toContainText('“planted promise”');
});

test('a part that cannot be drawn brings up the screen, and what was answered is kept', async ({
  page,
}) => {
  await open(page);
  const question = page.getByRole('group', { name: /Question 1\b/ });
  await question.locator('input').first().check();
  await question.getByRole('button', { name: 'Check answer' }).click();
  const verdict = await question.getByRole('status').first().innerText();

  await page.route('**/assets/the-4-kb-wall-*.js', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replaceAll(/\blanes"?:/g, (name) => `x${name}`);
    await route.fulfill({ response, body });
  });
  await page.goto('/#/learn/the-4-kb-wall');
  await expect(screen(page)).toBeVisible();
  await page.goBack();

  await page.reload();
  await ready(page);
  await expect(question.getByRole('status').first()).toHaveText(verdict);
});

test('what extensions and late resizing do is no crash', async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    const foreign = { filename: 'chrome-extension://abc/content.js', error: new Error('x') };
    dispatchEvent(new ErrorEvent('error', { message: 'x', ...foreign }));
    dispatchEvent(new ErrorEvent('error', { message: 'Script error.' }));
    dispatchEvent(
      new ErrorEvent('error', {
        message: 'ResizeObserver loop completed with undelivered notifications.',
        filename: location.href,
      }),
    );
  });
  await page.waitForTimeout(500);
  await expect(screen(page)).toHaveCount(0);
});

test('where not even the screen can be fetched, plain words say what to do', async ({ page }) => {
  await page.route('**/assets/CrashScreen-*', (route) => route.abort());
  await open(page);
  await page.evaluate(() => {
    setTimeout(() => {
      throw new Error('planted');
    });
  });
  await expect(page.getByText('Please load it again.')).toBeVisible();
});
