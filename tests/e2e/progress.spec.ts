import type { Download, Page } from '@playwright/test';
import { expect, test } from './guarded.ts';

const LESSON = '/#/learn/the-4-kb-wall';
const KILLS = 50;
const AT_ONCE = 5;

interface Stored {
  readonly id: string;
  readonly kind: string;
}

test('every acknowledged answer outlives a page killed at any of 50 moments', async ({
  page,
  context,
  baseURL,
}) => {
  test.setTimeout(90_000);
  await page.goto('/');
  // Tabs tell each other what is safe: that is the acknowledgement.
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    new BroadcastChannel('glassbox.progress').onmessage = ({ data }: MessageEvent<unknown>) => {
      heard.push(...((data as { added?: string[] }).added ?? []));
    };
  });
  for (let killed = 0; killed < KILLS; killed += AT_ONCE) {
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        const victim = await context.newPage();
        const crashed = new Promise((resolve) => victim.once('crash', resolve));
        const browser = await context.newCDPSession(victim);
        await victim.goto(`${baseURL ?? ''}${LESSON}`);
        await keepAnswering(victim, Infinity);
        await page.waitForTimeout(Math.random() * 150);
        // It cannot answer any more.
        browser.send('Page.crash').catch(() => undefined);
        await crashed;
        await victim.close();
      }),
    );
  }
  const heard = await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
  const ids = new Set((await storedIn(page)).map(({ id }) => id));
  expect(heard.length).toBeGreaterThan(KILLS);
  expect(heard.filter((id) => !ids.has(id))).toEqual([]);

  await page.goto(LESSON);
  await expect(question(page, 1).getByRole('status').first()).not.toBeEmpty();
});

test('two tabs with 50 answers each: 100 are kept', async ({ page, context }) => {
  const other = await context.newPage();
  await Promise.all(
    [page, other].map(async (tab) => {
      await tab.goto(LESSON);
      await keepAnswering(tab, 50);
    }),
  );
  await expect.poll(() => answersIn(page)).toBe(100);
});

test('a browser that forbids storage is said once, and what was done can be exported', async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'indexedDB', {
      get: () => {
        throw new DOMException('no', 'SecurityError');
      },
    });
  });
  await page.goto(LESSON);
  await answer(page, 1);
  await answer(page, 2);
  await expect(page.getByText('cannot store')).toHaveCount(1);
  await page.evaluate(() => (location.hash = '#/settings'));
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export my progress' }).click();
  const text = await contentOf(await download);
  expect((JSON.parse(text) as { events: Stored[] }).events.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['answer', 'answer']),
  );
});

test('a full disk is said once, and once there is room everything is kept', async ({ page }) => {
  await page.goto(LESSON);
  await answer(page, 1);
  await expect.poll(() => answersIn(page)).toBe(1);
  await page.evaluate(() => {
    const add = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'add') ?? {};
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const makeRoom = () => Object.defineProperty(IDBObjectStore.prototype, 'add', add);
    Object.assign(globalThis, { makeRoom });
  });
  await answer(page, 2);
  await expect(page.getByText('cannot store')).toHaveCount(1);
  await page.evaluate(() => {
    (globalThis as unknown as { makeRoom(): void }).makeRoom();
  });
  await answer(page, 3);
  await expect.poll(() => answersIn(page)).toBe(3);
  await expect(page.getByText('cannot store')).toHaveCount(0);
});

test('storage that is cleared while the page runs loses nothing', async ({
  page,
  context,
  baseURL,
}) => {
  await page.goto(LESSON);
  await answer(page, 1);
  await expect.poll(() => answersIn(page)).toBe(1);
  const browser = await context.newCDPSession(page);
  await browser.send('Storage.clearDataForOrigin', {
    origin: baseURL ?? '',
    storageTypes: 'indexeddb',
  });
  await answer(page, 2);
  await expect.poll(() => answersIn(page)).toBe(2);
  await page.reload();
  for (const number of [1, 2]) {
    await expect(question(page, number).getByRole('status').first()).not.toBeEmpty();
  }
});

test('a file from one device joins what is on another', async ({ page, browser, baseURL }) => {
  const device = await browser.newContext({ baseURL: baseURL ?? '' });
  const phone = await device.newPage();
  await phone.goto(LESSON);
  await answer(phone, 1);
  await answer(phone, 2);
  await phone.goto('/#/settings');
  const download = phone.waitForEvent('download');
  await phone.getByRole('button', { name: 'Export my progress' }).click();
  const file = await download;
  const text = await contentOf(file);
  await device.close();

  await page.goto(LESSON);
  await answer(page, 3);
  await page.goto('/#/settings');
  const input = page.getByLabel('A file that was exported from this page');
  const choose = (content: string) =>
    input.setInputFiles({
      name: file.suggestedFilename(),
      mimeType: 'application/json',
      buffer: Buffer.from(content),
    });
  await choose(text.slice(0, -20));
  await expect(page.getByText(/^This file .* Nothing was changed\.$/)).toBeVisible();
  await choose(text);
  await expect(page.getByText(/adds 2 answers/)).toBeVisible();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('Imported.')).toBeVisible();
  await choose(text);
  await expect(page.getByText('is here already')).toBeVisible();
  await page.reload();
  await expect.poll(() => answersIn(page)).toBe(3);
});

test('a damaged record is set aside, offered for download, and the rest is in use', async ({
  page,
}) => {
  await page.goto(LESSON);
  await answer(page, 1);
  await expect.poll(() => answersIn(page)).toBe(1);
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const request = indexedDB.open('glassbox');
        request.onsuccess = () => {
          const change = request.result.transaction('events', 'readwrite');
          change.objectStore('events').add({ v: 1, kind: 'answer', right: 'perhaps' });
          change.oncomplete = () => resolve();
        };
      }),
  );
  await page.goto('/#/settings');
  await page.reload();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download what was set aside' }).click();
  expect(await contentOf(await download)).toContain('perhaps');
  await page.getByRole('button', { name: 'Discard it' }).click();
  await expect(page.getByText('The set-aside data is discarded.')).toBeVisible();
  expect(await answersIn(page)).toBe(1);
});

const question = (page: Page, number: number) =>
  page.getByRole('group', { name: new RegExp(`Question ${number}\\b`) });

async function answer(page: Page, number: number): Promise<void> {
  const group = question(page, number);
  await group.locator('input').first().check();
  const ask = await group.locator('input[type=checkbox]').count();
  if (ask > 0) await group.locator('input').nth(1).check();
  await group.getByRole('button', { name: 'Check answer' }).click();
  await expect(group.getByRole('button', { name: 'Try again' })).toBeVisible();
}

/** Clicks as a learner would, only faster: choose, check, try again; this many times in all. */
async function keepAnswering(page: Page, times: number): Promise<void> {
  // Where a page has just died in the middle of a write, the store may keep the next one waiting, which gives it
  // three seconds.
  const first = question(page, 1).locator('input').first();
  await expect(first).toBeAttached({ timeout: 15_000 });
  const done = page.evaluate(
    (most) =>
      new Promise<void>((resolve) => {
        let given = 0;
        const click = (group: Element, name: string): boolean => {
          const found = [...group.querySelectorAll('button')].find(
            (button) => button.textContent.trim() === name,
          );
          found?.click();
          return found !== undefined;
        };
        const timer = setInterval(() => {
          const group = [...document.querySelectorAll('fieldset')].find((each) =>
            each.textContent.includes('Question'),
          );
          if (!group || click(group, 'Try again')) return;
          group.querySelector('input')?.click();
          click(group, 'Check answer');
          given += 1;
          if (given < most) return;
          clearInterval(timer);
          resolve();
        }, 4);
      }),
    times,
  );
  if (times === Infinity) done.catch(() => undefined);
  else await done;
}

const answersIn = async (page: Page): Promise<number> =>
  (await storedIn(page)).filter(({ kind }) => kind === 'answer').length;

const storedIn = (page: Page): Promise<readonly Stored[]> =>
  page.evaluate(
    () =>
      new Promise<Stored[]>((resolve, reject) => {
        const request = indexedDB.open('glassbox');
        request.onerror = () => reject(new Error('The database cannot be opened.'));
        request.onsuccess = () => {
          const database = request.result;
          const all = database.transaction('events').objectStore('events').getAll();
          all.onsuccess = () => resolve(all.result as Stored[]);
          database.close();
        };
      }),
  );

async function contentOf(download: Download): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
