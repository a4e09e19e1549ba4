import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, ready, test } from './guarded.ts';

const root = (page: Page): Locator => page.locator('html');

test('the header leads to the settings, and every choice survives a reload', async ({ page }) => {
  await page.goto('/');
  await ready(page);
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeFocused();

  await page.getByRole('radio', { name: 'Projector' }).check();
  await page.getByRole('radio', { name: 'Largest' }).check();
  await page.getByRole('radio', { name: 'Reduced' }).check();
  await page.getByRole('switch', { name: 'Single-key shortcuts' }).click();
  const chosen = { theme: 'projector', text: 'largest', motion: 'reduced' };
  for (const [name, word] of Object.entries(chosen)) {
    await expect(root(page)).toHaveAttribute(`data-${name}`, word);
  }

  await page.reload();
  await ready(page);
  await expect(page.getByRole('radio', { name: 'Projector' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Largest' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Reduced' })).toBeChecked();
  await expect(page.getByRole('switch')).toHaveAttribute('aria-checked', 'false');
  expect(await fontSize(page)).toBe('24px');

  await page.getByRole('radio', { name: 'Normal' }).check();
  expect(await fontSize(page)).toBe('16px');
});

test('the settings are there before the first paint', async ({ page }) => {
  await page.addInitScript(() => {
    localStorage.setItem('glassbox.theme', 'projector');
    localStorage.setItem('glassbox.text', 'large');
  });
  await page.route('**/assets/*.js', () => undefined);
  await page.goto('/', { waitUntil: 'commit' });
  await expect(root(page)).toHaveAttribute('data-theme', 'projector');
  // The stylesheet may still be on its way.
  await expect.poll(() => fontSize(page)).toBe('18px');
});

test('where storage refuses, a choice lasts as long as the page, and the page says so', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const refuse = (): never => {
      throw new DOMException('refused', 'SecurityError');
    };
    Storage.prototype.setItem = refuse;
    Storage.prototype.getItem = refuse;
  });
  await page.goto('/#/settings');
  await ready(page);
  await page.getByRole('radio', { name: 'Dark' }).check();
  await expect(page.getByText('they last until you close the page')).toBeVisible();
  await page.getByRole('link', { name: 'Lessons' }).click();
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Settings');
  await expect(root(page)).toHaveAttribute('data-theme', 'dark');
});

test('nonsense in storage is as good as nothing', async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ['theme', 'text', 'motion', 'shortcuts']) {
      localStorage.setItem(`glassbox.${name}`, '"><img src=x>');
    }
  });
  await page.goto('/#/settings');
  await ready(page);
  await expect(page.getByRole('radio', { name: 'As the system' }).first()).toBeChecked();
  await expect(root(page)).not.toHaveAttribute('data-theme');
});

test('About names the version and the licences, and warns', async ({ page }) => {
  await page.goto('/#/settings');
  await ready(page);
  await expect(
    page.getByText('A browser is not an HSM: no real secrets here.', { exact: true }),
  ).toBeVisible();
  await expect(page.getByText(/Glassbox KMS \d+\.\d+\.\d+/)).toBeVisible();
  for (const name of ['noble-ciphers', 'Svelte', 'KaTeX fonts']) {
    await expect(page.getByRole('term').filter({ hasText: name })).toBeVisible();
  }
});

for (const theme of ['light', 'dark', 'projector']) {
  for (const route of ['/#/settings', '/#/learn/envelope-encryption/seal/5']) {
    test(`axe finds nothing on ${route} in ${theme}, at the largest text`, async ({ page }) => {
      await page.addInitScript((chosen) => {
        localStorage.setItem('glassbox.theme', chosen);
        localStorage.setItem('glassbox.text', 'largest');
      }, theme);
      await page.goto(route);
      await ready(page);
      await page.waitForLoadState('networkidle');
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
      );
      expect(found).toEqual([]);
    });
  }
}

const fontSize = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
