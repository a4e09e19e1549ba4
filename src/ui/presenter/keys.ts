// The keys of the presenter view: those that clickers send, wherever the focus is. Those that are a single sign
// can be switched off in the settings; each has a button.

import type { Presentation } from './presentation.svelte.ts';

interface Acts {
  readonly presentation: Presentation;
  readonly leave: () => void;
  readonly singleKeys: boolean;
}

const named: Readonly<Record<string, (acts: Acts) => void>> = {
  ArrowRight: ({ presentation }) => presentation.next(),
  ArrowDown: ({ presentation }) => presentation.next(),
  PageDown: ({ presentation }) => presentation.next(),
  ArrowLeft: ({ presentation }) => presentation.back(),
  ArrowUp: ({ presentation }) => presentation.back(),
  PageUp: ({ presentation }) => presentation.back(),
  Home: ({ presentation }) => presentation.first(),
  End: ({ presentation }) => presentation.last(),
  Escape: ({ leave }) => leave(),
};

const single: Readonly<Record<string, (acts: Acts) => void>> = {
  '.': ({ presentation }) => presentation.toggleBlank(),
  p: ({ leave }) => leave(),
};

/** Takes a key press where it is the presenter's: nobody else hears of it then. */
export function takeKey(event: KeyboardEvent, acts: Acts): void {
  if (isModified(event) || scrolls(event)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const table = { ...named, ...(acts.singleKeys && single) };
  const act = Object.hasOwn(table, key) ? table[key] : undefined;
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act(acts);
}

/** Whether this press asks for the presenter view: P, where nothing is being typed or chosen from a list. */
export function asksToPresent(event: KeyboardEvent, singleKeys: boolean): boolean {
  if (!singleKeys || event.defaultPrevented || event.repeat || isModified(event)) return false;
  if (event.target instanceof Element && event.target.closest(typing)) return false;
  return event.key.toLowerCase() === 'p';
}

const isModified = (event: KeyboardEvent): boolean =>
  event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;

/** Up and Down scroll a tall diagram while the focus is in it. */
const scrolls = ({ key, target }: KeyboardEvent): boolean =>
  (key === 'ArrowUp' || key === 'ArrowDown') &&
  target instanceof Element &&
  target.closest('.diagram') !== null;

const typing = [
  'input:not([type=radio], [type=checkbox], [type=range])',
  'textarea',
  'select',
  '[contenteditable]',
  '[role=textbox]',
  '[role=listbox]',
  '[role=menu]',
].join();
