// The language in which code is shown: chosen once, remembered where the browser allows it.

import type { CodeSamples } from '../../scenario/inspect-types.ts';

export type Language = keyof CodeSamples;

export const languages: readonly { readonly id: Language; readonly name: string }[] = [
  { id: 'cli', name: 'AWS CLI' },
  { id: 'boto3', name: 'boto3' },
  { id: 'javascript', name: 'JavaScript' },
];

const ENTRY = 'glassbox.code-language';

let chosen = $state<Language>(remembered());

export const language = {
  get current(): Language {
    return chosen;
  },
  set current(id: Language) {
    chosen = id;
    try {
      localStorage.setItem(ENTRY, id);
    } catch {
      // The choice then lasts as long as the page.
    }
  },
};

function remembered(): Language {
  try {
    const id = localStorage.getItem(ENTRY);
    return languages.find((known) => known.id === id)?.id ?? 'cli';
  } catch {
    return 'cli';
  }
}
