// A page that must stay at home: no request off the origin, no violation of the content security policy, no
// word of complaint on the console. Every test that uses it proves that, too.

import { test as base, expect, type Page } from '@playwright/test';

export { expect };

export const test = base.extend({
  page: async ({ page, baseURL }, use) => {
    const abroad: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(baseURL ?? '') && !/^(data|blob):/.test(url)) abroad.push(url);
    });
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.exposeFunction('complain', (what: string) => complaints.push(what));
    await page.addInitScript(() => {
      const { complain } = globalThis as unknown as { complain: (what: string) => void };
      addEventListener('securitypolicyviolation', (event) => {
        complain(`content security policy: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    await use(page);
    expect(abroad).toEqual([]);
    expect(complaints).toEqual([]);
  },
});

/** The page says itself when it can be used. */
export const ready = async (page: Page): Promise<void> => {
  await expect(page.locator('html[data-ready="true"]')).toBeAttached();
};
