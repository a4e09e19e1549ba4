// The player's keys, stated once: what they do and how the hint shows them. They act while the focus is in
// the player, and never where the same keys mean something else.

import type { Playback } from './playback.svelte.ts';

export const keys: readonly {
  readonly keys: readonly string[];
  readonly does: string;
  readonly act: Act;
}[] = [
  { keys: ['ArrowRight', 'PageDown'], does: 'next step', act: (playback) => playback.next() },
  { keys: ['ArrowLeft', 'PageUp'], does: 'previous step', act: (playback) => playback.back() },
  { keys: ['Home'], does: 'first step', act: (playback) => playback.first() },
  { keys: ['End'], does: 'last step', act: (playback) => playback.last() },
];

type Act = (playback: Playback) => void;

export const faces: Readonly<Record<string, string>> = {
  ArrowRight: '→',
  ArrowLeft: '←',
  PageDown: 'Page Down',
  PageUp: 'Page Up',
};

/** The act of a key press, where it is the player's. */
export function actOf(event: KeyboardEvent): Act | undefined {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
    return undefined;
  }
  if (event.target instanceof Element && event.target.closest(ownKeys)) return undefined;
  return keys.find((row) => row.keys.includes(event.key))?.act;
}

/** Text fields, radios, tabs, sliders, grids and menus have their own use for these keys. */
const ownKeys = [
  'input',
  'textarea',
  'select',
  '[contenteditable]',
  ...['textbox', 'radio', 'tab', 'slider', 'grid', 'listbox', 'menu'].map(
    (role) => `[role=${role}]`,
  ),
].join();
