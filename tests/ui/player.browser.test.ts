// The player as a learner meets it: by buttons, by keys, by ear.

import { tick } from 'svelte';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent, type Locator } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Player from '../../src/ui/player/Player.svelte';
import { nextIdle } from '../../src/ui/ready.ts';
import type { Boards, Engine } from '../../src/ui/player/storyboard.ts';
import '../../src/ui/tokens.css';
import '../../src/ui/app.css';
import { drawings, run } from './fixtures/report.ts';

const moved = vi.fn<(place: { playId: string; beat: number }) => void>();
const never = vi.fn((): Promise<Engine> => new Promise(() => undefined));

const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
const status = (): Locator => page.getByRole('status');
const group = (): Locator => page.getByRole('group', { name: 'Scenario' });

async function show(start?: { whatIf?: string; at: number }, boards: Boards = run): Promise<void> {
  await render(Player, { boards, engine: never, drawings, opens: [], start, moved });
}

/** An observer of what is on the screen has been told by then. */
async function twoFrames(): Promise<void> {
  for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
}

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await userEvent.keyboard(`{${key}}`);
}

beforeEach(() => {
  never.mockClear();
  moved.mockClear();
});

test('starts before the first step, where nothing has happened', async () => {
  await show();
  await expect.element(status()).toHaveTextContent('Step 0 of 8. Nothing has happened yet.');
  await expect.element(button('Previous step')).toHaveAttribute('aria-disabled', 'true');
});

test('the buttons move, and the status says step, sentence and exposed keys', async () => {
  await show();
  await button('Next step').click();
  await expect
    .element(status())
    .toHaveTextContent(
      'Step 1 of 8. Your app asks KMS for a data key under alias/reports. Plaintext keys in memory: 0.',
    );
  await button('Last step').click();
  await expect.element(status()).toHaveTextContent('Step 8 of 8.');
  await expect.element(button('Next step')).toHaveAttribute('aria-disabled', 'true');
  await button('First step').click();
  await expect.element(status()).toHaveTextContent('Step 1 of 8.');
  await button('Previous step').click();
  await expect.element(status()).toHaveTextContent('Step 0 of 8.');
});

test('keys move while the focus is in the player, and only there', async () => {
  await show({ at: 0 });
  await expect.element(group()).toHaveFocus();
  await press('ArrowRight', 'PageDown', 'ArrowRight');
  await expect.element(status()).toHaveTextContent('Step 3 of 8.');
  await press('ArrowLeft', 'PageUp');
  await expect.element(status()).toHaveTextContent('Step 1 of 8.');
  await press('End');
  await expect.element(status()).toHaveTextContent('Step 8 of 8.');
  await press('Home');
  await expect.element(status()).toHaveTextContent('Step 1 of 8.');
  (document.activeElement as HTMLElement).blur();
  await press('ArrowRight');
  await expect.element(status()).toHaveTextContent('Step 1 of 8.');
});

test('with a modifier a key is the browser’s own', async () => {
  await show({ at: 2 });
  await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
  await expect.element(status()).toHaveTextContent('Step 2 of 8.');
});

test('on the slider an arrow moves one step, not two', async () => {
  await show({ at: 2 });
  const slider = page.getByRole('slider', { name: 'Step', exact: true });
  (slider.element() as HTMLElement).focus();
  await press('ArrowRight');
  await expect.element(status()).toHaveTextContent('Step 3 of 8.');
  await expect.element(slider).toHaveAttribute('aria-valuetext', 'Step 3 of 8');
});

test('the keys go on working at the ends', async () => {
  await show({ at: 7 });
  await button('Next step').click();
  await expect.element(button('Next step')).toHaveFocus();
  await press('ArrowLeft');
  await expect.element(status()).toHaveTextContent('Step 7 of 8.');
});

test('a question stands before a surprising step, and keeps its answer back', async () => {
  await show({ at: 5 });
  await press('ArrowRight');
  await expect.element(page.getByText('Who encrypts the 50 MB?')).toBeVisible();
  await expect.element(status()).toHaveTextContent('Step 5 of 8.');
  await expect.element(page.getByRole('radio').first()).toHaveFocus();
  const [told, kept] = [5, 6].map((n) => document.querySelector(`[data-message="${n - 1}"]`));
  expect(told?.classList.contains('kept-back')).toBe(false);
  expect(kept?.classList.contains('kept-back')).toBe(true);
});

test('in the question arrows choose, and do not move', async () => {
  await show({ at: 5 });
  await press('ArrowRight', 'ArrowDown', 'ArrowRight');
  await expect.element(status()).toHaveTextContent('Step 5 of 8.');
  await expect.element(page.getByRole('radio').first()).toBeChecked();
});

test('a prediction moves on, and is answered in words at the end of its step', async () => {
  await show({ at: 5 });
  await button('Next step').click();
  await page.getByRole('radio', { name: 'KMS does.' }).click();
  await button('Predict').click();
  await expect
    .element(status())
    .toHaveTextContent(
      'You said: “KMS does.” It came out otherwise: “Your app does, with the data key.”',
    );
  await expect.element(button('Next step')).toHaveFocus();
});

test('a prediction without a choice says what to do', async () => {
  await show({ at: 5 });
  await button('Next step').click();
  await button('Predict').click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('Choose one, or skip.');
});

test('Skip moves on, the keys go on, and a passed question is never asked again', async () => {
  await show({ at: 5 });
  await button('Next step').click();
  await button('Skip').click();
  await expect.element(status()).toHaveTextContent('Step 6 of 8.');
  await press('ArrowLeft', 'ArrowRight', 'ArrowRight');
  await expect.element(status()).toHaveTextContent('Step 7 of 8.');
});

test('leaving an open question backwards closes it, and it is asked again on the way', async () => {
  await show({ at: 5 });
  await button('Next step').click();
  await button('Previous step').click();
  await expect.element(status()).toHaveTextContent('Step 4 of 8.');
  expect(page.getByRole('radio').elements()).toHaveLength(0);
  await press('ArrowRight', 'ArrowRight');
  await expect.element(page.getByRole('radio').first()).toBeVisible();
});

test('who jumps over a question is not asked what they have seen', async () => {
  await show({ at: 0 });
  await press('End', 'Home', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight');
  await expect.element(status()).toHaveTextContent('Step 6 of 8.');
});

test('the drawing has one present message, in its tone, the past behind and the future ahead', async () => {
  await show({ at: 5 });
  const classes = [0, 4, 7].map((i) => document.querySelector(`[data-message="${i}"]`)?.classList);
  expect(classes[0]?.contains('past')).toBe(true);
  expect(classes[1]?.contains('now') && classes[1].contains('tone-hot')).toBe(true);
  expect(classes[2]?.contains('ahead')).toBe(true);
});

test('stepping back shows what was there before', async () => {
  await show({ at: 4 });
  const before = group().element().textContent;
  await press('ArrowRight');
  expect(group().element().textContent).not.toBe(before);
  await press('ArrowLeft');
  expect(group().element().textContent).toBe(before);
});

test('where everything is: exposed, encrypted, and what is new', async () => {
  await show({ at: 5 });
  const where = page.getByRole('group', { name: 'Where everything is now' });
  await expect.element(where).toHaveTextContent('Plaintext data key');
  await expect.element(where).toHaveTextContent('Encrypted under alias/reports');
  await expect.element(where).toHaveTextContent('Not readable here, 32 bytes');
  await expect.element(where).toHaveTextContent('Never leaves the HSM');
});

test('a what-if is entered where it parts, swaps the drawing, and leads back', async () => {
  await show({ at: 2 });
  await button('What if…').click();
  await page.getByRole('button', { name: 'one byte of the encrypted data key changes' }).click();
  await expect.element(status()).toHaveTextContent('Step 5 of 7.');
  await expect.element(page.getByText('Up to step 5 all is the same.')).toBeVisible();
  expect(document.querySelectorAll('.wide [data-message]')).toHaveLength(7);
  await expect.element(button('Next step')).toHaveFocus();
  await press('End');
  await expect.element(status()).toHaveTextContent('KMS refuses: the tag does not fit.');
  expect(moved).toHaveBeenLastCalledWith({ playId: 'seal~tampered', beat: 7 });
  await button('Back to the original').click();
  await expect.element(status()).toHaveTextContent('Step 5 of 8.');
  expect(document.querySelectorAll('.wide [data-message]')).toHaveLength(8);
});

test('Escape closes the list of what-ifs, and the focus stays at its button', async () => {
  await show();
  await button('What if…').click();
  await press('Escape');
  await expect.element(button('What if…')).toHaveAttribute('aria-expanded', 'false');
  await expect.element(button('What if…')).toHaveFocus();
});

test('the address may name a what-if', async () => {
  await show({ whatIf: 'tampered', at: 7 });
  await expect.element(status()).toHaveTextContent('Step 7 of 7.');
});

test('the diagram in words ends where a question is still open', async () => {
  await show({ at: 5 });
  await page.getByText('The diagram in words').click();
  await expect.element(page.getByText('The rest follows after the next prediction.')).toBeVisible();
  await expect
    .element(page.getByRole('listitem').filter({ hasText: 'data key, twice' }))
    .toHaveAttribute('aria-current', 'step');
});

test.each([
  ['comes onto the screen', () => group().element().scrollIntoView()],
  ['is moved', () => group().element().querySelector<HTMLElement>('.primary')?.click()],
])('the engine is asked for once, when the player %s', async (_when, act) => {
  document.body.style.paddingTop = '200vh';
  window.scrollTo(0, 0);
  onTestFinished(() => document.body.removeAttribute('style'));
  await show();
  await twoFrames();
  expect(never).not.toHaveBeenCalled();
  act();
  await expect.poll(() => never.mock.calls.length).toBe(1);
  group().element().scrollIntoView();
  await twoFrames();
  expect(never).toHaveBeenCalledOnce();
});

test('a step is on the page well within a frame', async () => {
  await show({ at: 8 });
  const element = group().element();
  const times: number[] = [];
  for (let i = 0; i < 200; i++) {
    const start = performance.now();
    const key = i % 2 === 0 ? 'ArrowLeft' : 'ArrowRight';
    element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    await tick();
    element.getBoundingClientRect();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  expect(times[190]).toBeLessThan(16.7);
});

test('an engine that comes when the player has left disturbs nobody', async () => {
  const warn = vi.spyOn(console, 'warn');
  onTestFinished(() => warn.mockRestore());
  let come: (engine: Engine) => void = () => undefined;
  const engine = new Promise<Engine>((resolve) => (come = resolve));
  const { unmount } = await render(Player, {
    boards: run,
    engine: () => engine,
    drawings,
    opens: [],
    moved,
  });
  await button('Next step').click();
  await unmount();
  come(run);
  // What the player does with an engine waits for the inspector, for a moment of leisure, and for a frame.
  await import('../../src/ui/inspector/Inspector.svelte');
  await nextIdle();
  await twoFrames();
  await nextIdle();
  expect(warn).not.toHaveBeenCalled();
});
