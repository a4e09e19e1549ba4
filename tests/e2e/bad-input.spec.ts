import { expect, ready, test } from './guarded.ts';

const wrongWays = [
  '/#/learn/nowhere',
  '/#/learn/envelope-encryption/nowhere/1',
  '/#/learn/envelope-encryption/seal/999',
  '/#/learn/envelope-encryption/seal/one',
  '/#/learn/%E0%A4%A',
  '/#/__proto__',
  '/#/learn/constructor',
];

for (const route of wrongWays) {
  test(`${route} gives a friendly page with a way on`, async ({ page }) => {
    await page.goto(route);
    await ready(page);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('main').getByRole('link').first()).toBeVisible();
    await page.getByRole('main').getByRole('link').first().click();
    await ready(page);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
}

test('a storage that refuses writes is said once, and the app goes on', async ({ page }) => {
  await page.addInitScript(() => {
    const full = (): never => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    Storage.prototype.setItem = full;
    IDBObjectStore.prototype.add = full;
    IDBObjectStore.prototype.put = full;
  });
  await page.goto('/#/learn/the-4-kb-wall');
  await ready(page);
  for (const number of [1, 2]) {
    const question = page.getByRole('group', { name: new RegExp(`Question ${number}\\b`) });
    await question.locator('input').first().check();
    await question.getByRole('button', { name: 'Check answer' }).click();
    await expect(question.getByRole('status')).not.toBeEmpty();
  }
  await expect(page.getByRole('alert').filter({ hasText: 'store' })).toHaveCount(1);
});
