import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, ready, test } from './guarded.ts';

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: /Presenter view/ });

async function open(page: Page, beat: number): Promise<void> {
  await page.goto(`/#/learn/envelope-encryption/seal/${beat}`);
  await ready(page);
  await page.keyboard.press('p');
  await expect(dialog(page)).toBeVisible();
}

test('a whole scenario before a class, by keys alone', async ({ page }) => {
  await open(page, 0);
  const said = dialog(page).getByRole('status').first();
  const next = dialog(page).getByRole('button', { name: 'Next step' });
  await expect(next).toBeFocused();
  expect(await page.evaluate(() => document.fullscreenElement !== null)).toBe(true);

  await page.keyboard.press('PageDown');
  await expect(said).toContainText('What will happen?');
  await expect(dialog(page)).not.toContainText('This is what happens.');
  await page.keyboard.press('PageDown');
  await expect(said).toContainText('This is what happens.');
  await page.keyboard.press('PageDown');
  await expect(said).toContainText('Step 1 of');
  for (let step = 2; step <= 5; step++) {
    await page.keyboard.press('ArrowRight');
    await expect(said).toContainText(`Step ${step} of`);
  }
  await page.keyboard.press('.');
  await expect(page.getByRole('button', { name: /The screen is blank/ })).toBeVisible();
  await page.keyboard.press('.');
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  const player = page.getByRole('group', { name: /Scenario/ }).first();
  await expect(player).toBeFocused();
  await expect(player.getByRole('status').first()).toContainText('Step 5 of');
  await expect(page).toHaveURL(/seal\/5$/);
  expect(await page.evaluate(() => document.fullscreenElement)).toBeNull();
});

test('leaving the full screen by the browser’s own way leaves the presenter view, too', async ({
  page,
}) => {
  await open(page, 3);
  await page.evaluate(() => document.exitFullscreen());
  await expect(dialog(page)).toBeHidden();
});

test('where the full screen is refused, the page is filled', async ({ page }) => {
  await page.addInitScript(() => {
    Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('refused'));
  });
  await open(page, 3);
  const box = await dialog(page).boundingBox();
  expect(box).toMatchObject({ x: 0, y: 0, ...page.viewportSize() });
});

test('the screen reader hears the view’s name, and the page behind it is closed to it', async ({
  page,
}) => {
  await open(page, 3);
  const behind = page.getByRole('link', { name: 'Settings' });
  await behind.evaluate((link) => link.focus());
  await expect(behind).not.toBeFocused();
  await expect(dialog(page)).toHaveAccessibleDescription(/Step 3 of.*Escape leaves/s);
});

for (const [width, height, text] of [
  [1920, 1080, 'normal'],
  [1440, 900, 'normal'],
  [1024, 768, 'normal'],
  [1024, 768, 'largest'],
  [390, 844, 'normal'],
] as const) {
  test(`at ${width}×${height}, text ${text}, every step fits, and its message is in view`, async ({
    page,
  }) => {
    await page.addInitScript((size) => localStorage.setItem('glassbox.text', size), text);
    await page.setViewportSize({ width, height });
    await open(page, 1);
    const { length } = await page.evaluate(() => ({
      length: document.querySelectorAll('.presenter .wide [data-message]').length,
    }));
    for (let step = 1; step <= length; step++) {
      await expect(dialog(page).getByRole('status').first()).toContainText(`Step ${step} of`);
      expect(await outOfPlace(page)).toEqual([]);
      await page.keyboard.press('PageDown');
      while (await dialog(page).getByText('What will happen?').isVisible()) {
        expect(await outOfPlace(page)).toEqual([]);
        await page.keyboard.press('PageDown');
      }
    }
  });
}

/** What does not fit the screen: parts of the view, or the diagram’s present words. */
const outOfPlace = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const screen = document.querySelector('.presenter .screen')!;
    const found =
      screen.scrollHeight > screen.clientHeight || screen.scrollWidth > screen.clientWidth
        ? ['the view is larger than the screen']
        : [];
    const stage = document.querySelector('.presenter .diagram')?.getBoundingClientRect();
    if (!stage) return found;
    const words = [...document.querySelectorAll('.presenter .now .label')]
      .map((label) => label.getBoundingClientRect())
      .filter(({ width }) => width > 0);
    if (words.length === 0) found.push('no message is marked');
    for (const { top, bottom, left, right } of words) {
      const inside =
        top >= stage.top - 1 &&
        bottom <= stage.bottom + 1 &&
        left >= stage.left - 1 &&
        right <= stage.right + 1;
      if (!inside) found.push('the present message is out of view');
    }
    return found;
  });

for (const theme of ['light', 'dark', 'projector']) {
  test(`axe finds nothing in the presenter view in ${theme}`, async ({ page }) => {
    // Four analyses.
    test.slow();
    await page.addInitScript((chosen) => localStorage.setItem('glassbox.theme', chosen), theme);
    await open(page, 0);
    for (const keys of [[], ['PageDown'], ['PageDown'], ['PageDown', 'PageDown']]) {
      for (const key of keys) await page.keyboard.press(key);
      const { violations } = await new AxeBuilder({ page })
        .withTags([
          'wcag2a',
          'wcag2aa',
          'wcag2aaa',
          'wcag21a',
          'wcag21aa',
          'wcag22aa',
          'best-practice',
        ])
        .analyze();
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
      );
      expect(found).toEqual([]);
    }
  });
}
