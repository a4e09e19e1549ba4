import AxeBuilder from '@axe-core/playwright';
import { expect, ready, test } from './guarded.ts';

const pages = [
  ['the front page', '/'],
  ['the first lesson', '/#/learn/inside-the-glass-box'],
  ['the wall', '/#/learn/the-4-kb-wall'],
  ['a scenario under way', '/#/learn/envelope-encryption/seal/5'],
  ['a refusal', '/#/learn/envelope-encryption/open~tampered/5'],
  ['a page that is not there', '/#/learn/nowhere'],
] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    for (const [name, route] of pages) {
      test(`axe finds nothing on ${name}`, async ({ page }) => {
        await page.goto(route);
        await ready(page);
        // What comes after the page is ready belongs to it, too.
        await page.waitForLoadState('networkidle');
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze();
        expect(
          violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
          ),
        ).toEqual([]);
      });
    }

    test('axe finds nothing with everything shown and a question answered', async ({ page }) => {
      await page.goto('/#/learn/envelope-encryption/seal/5');
      await ready(page);
      const player = page.getByRole('group', { name: /Scenario/ }).first();
      await player.getByRole('switch', { name: 'Show everything' }).click();
      const question = page.getByRole('group', { name: /Question 1/ });
      await question.locator('input').first().check();
      await question.getByRole('button', { name: 'Check answer' }).click();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
        ),
      ).toEqual([]);
    });
  });
}
