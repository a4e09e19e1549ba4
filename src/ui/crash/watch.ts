// Watches for errors that nothing has caught. The first one brings up the crash screen, which is fetched then; later
// ones follow from the first, and change nothing.

import { mount } from 'svelte';
import { failureIn, failureOf, type Failure } from './failure.ts';

/** Gives the way to report what a part of the page has caught. */
export function watchForCrashes(): (thrown: unknown) => void {
  let crashed = false;
  const crash = (failure: Failure | undefined): void => {
    if (crashed || !failure) return;
    crashed = true;
    void showScreen(failure);
  };
  addEventListener('error', (event) => crash(failureIn(event)));
  addEventListener('unhandledrejection', ({ reason }) => crash(failureOf(reason)));
  return (thrown) => crash(failureOf(thrown));
}

async function showScreen(failure: Failure): Promise<void> {
  try {
    const { default: CrashScreen } = await import('./CrashScreen.svelte');
    mount(CrashScreen, { target: document.body, props: { failure } });
  } catch {
    // Not even the screen can be had. Plain words need nothing.
    const words = document.createElement('p');
    words.role = 'alert';
    words.textContent = 'This page has stopped because of an error in it. Please load it again.';
    document.body.prepend(words);
  }
}
