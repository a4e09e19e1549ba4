import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Data from '../../src/ui/data/Data.svelte';
import { progress } from '../../src/ui/progress.svelte.ts';
import { inside, plant, said } from './progress-store.ts';

const button = (name: string) => page.getByRole('button', { name });
const words = (): string =>
  [...document.querySelectorAll('[role=status]')].map(({ textContent }) => textContent).join('');
const press = (name: string): void => (button(name).element() as HTMLElement).click();
const focused = (): string => document.activeElement?.textContent.trim() ?? '';

const anEvent = (id: string, item: string, right = true) => ({
  v: 1,
  id,
  at: 1,
  kind: 'answer',
  ...said(item, right),
});
const fileWith = (...events: readonly unknown[]): string =>
  JSON.stringify({ format: 'glassbox-progress', v: 1, events });

/** In the page itself: 50 MB would be long on their way from outside. */
function choose(content: BlobPart): void {
  const chosen = new DataTransfer();
  chosen.items.add(new File([content], 'progress.json', { type: 'application/json' }));
  const label = 'A file that was exported from this page';
  const input = page.getByLabelText(label).element() as HTMLInputElement;
  input.files = chosen.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

/** What the page hands to the browser to save. */
function savedFiles(): { name: string; text: Promise<string> }[] {
  const files: { name: string; text: Promise<string> }[] = [];
  let blob = new Blob();
  vi.spyOn(URL, 'createObjectURL').mockImplementation((given) => {
    blob = given as Blob;
    return 'blob:test';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    files.push({ name: this.download, text: blob.text() });
  });
  return files;
}

beforeEach(async () => {
  await progress.known;
  await progress.erase();
});
afterEach(() => vi.restoreAllMocks());

test('progress is exported as a dated file, and imported again after everything was erased', async () => {
  const files = savedFiles();
  await render(Data);
  expect(document.body.textContent).toContain('There is nothing to export yet.');
  progress.answer(said('one', true));
  progress.answer(said('two', false));
  await button('Export my progress').click();
  expect(files[0]?.name).toMatch(/^glassbox-progress-\d{4}-\d\d-\d\d\.json$/);
  await vi.waitFor(() => expect(words()).toContain(files[0]?.name));

  await progress.erase();
  choose((await files[0]?.text) ?? '');
  await vi.waitFor(() => expect(words()).toContain('adds 2 answers.'));
  expect(progress.events).toEqual([]);
  await button('Import').click();
  await vi.waitFor(() => expect(words()).toContain('Imported.'));
  expect(progress.lesson('walls')).toEqual({ answered: 2, right: 1, done: true });
  expect(document.activeElement).toBe(document.querySelector('input'));
});

test('an import that is called off changes nothing', async () => {
  await render(Data);
  choose(fileWith(anEvent('a', 'one')));
  await button('Cancel').click();
  await vi.waitFor(() => expect(words()).toBe('Nothing was changed.'));
  expect(progress.events).toEqual([]);
});

test('a file that brings nothing new says so', async () => {
  await render(Data);
  choose(fileWith());
  await vi.waitFor(() => expect(words()).toContain('is here already'));
  await expect.element(button('Import')).not.toBeInTheDocument();
});

test.each([
  ['HTML', '<!doctype html><script>document.title = "run"</script>', 'does not hold progress'],
  ['a later version', '{"format":"glassbox-progress","v":2,"events":[]}', 'newer version'],
  ['a wrong type', fileWith(anEvent('a', 'one'), { v: 1 }), 'is damaged'],
  ['50 MB', new Uint8Array(50_000_000), 'too large'],
])('a file of %s gives one sentence and changes nothing', async (_, content, sentence) => {
  progress.answer(said('one', true));
  const before = progress.events;
  await render(Data);
  choose(content);
  await vi.waitFor(() => expect(words()).toContain(sentence));
  expect(words()).toMatch(/^This file .*\. Nothing was changed\.$/);
  await expect.element(button('Import')).not.toBeInTheDocument();
  expect(progress.events).toEqual(before);
});

test('a store that is full refuses the whole file', async () => {
  await render(Data);
  choose(fileWith(anEvent('a', 'one'), anEvent('b', 'two')));
  await vi.waitFor(() => expect(words()).toContain('adds 2 answers'));
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await button('Import').click();
  await vi.waitFor(() => expect(words()).toContain('Nothing was changed.'));
  expect(progress.events).toEqual([]);
});

test('erasing asks once, in the page, with the harmless answer at hand', async () => {
  progress.answer(said('one', true));
  await render(Data);
  await button('Erase everything').click();
  await vi.waitFor(() => expect(focused()).toBe('Keep everything'));
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(words()).toBe('Nothing was erased.'));
  expect(focused()).toBe('Erase everything');
  expect(progress.events).toHaveLength(1);

  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(focused()).toBe('Keep everything'));
  await userEvent.keyboard('{Tab}{Enter}');
  await vi.waitFor(() => expect(words()).toBe('Everything is erased.'));
  expect(progress.events).toEqual([]);
  expect((await inside('glassbox')).events).toEqual([]);
});

test('set-aside data can be downloaded as it was, and discarded', async () => {
  const files = savedFiles();
  await plant('glassbox', { half: 'an event' });
  document.dispatchEvent(new Event('visibilitychange'));
  await render(Data);
  await expect.element(button('Download what was set aside')).toBeVisible();
  press('Download what was set aside');
  expect(await files[0]?.text).toBe('{"half":"an event"}');
  press('Discard it');
  await vi.waitFor(() => expect(words()).toContain('The set-aside data is discarded.'));
  await expect.element(button('Discard it')).not.toBeInTheDocument();
  expect(document.activeElement?.getAttribute('role')).toBe('status');
  expect((await inside('glassbox')).aside).toEqual([]);
});
