// Small choices of the reader, remembered where the browser allows it and otherwise kept until the page closes.
// static/theme.js shows them before the first paint: the two share the names of the entries and their words.

export const themes = ['system', 'light', 'dark', 'projector'] as const;
export const textSizes = ['normal', 'large', 'larger', 'largest'] as const;
export const motions = ['system', 'reduced'] as const;

export type Theme = (typeof themes)[number];
export type TextSize = (typeof textSizes)[number];
export type Motion = (typeof motions)[number];

export class Settings {
  #theme = $state(oneOf(themes, read('theme')));
  #text = $state(oneOf(textSizes, read('text')));
  #motion = $state(oneOf(motions, read('motion')));
  #shortcuts = $state(read('shortcuts') !== 'off');
  #showEverything = $state(read('show-everything') === 'yes');
  #kept = $state(true);

  get theme(): Theme {
    return this.#theme;
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    this.#keep('theme', theme);
    this.show();
  }

  get text(): TextSize {
    return this.#text;
  }

  set text(size: TextSize) {
    this.#text = size;
    this.#keep('text', size);
    this.show();
  }

  get motion(): Motion {
    return this.#motion;
  }

  set motion(motion: Motion) {
    this.#motion = motion;
    this.#keep('motion', motion);
    this.show();
  }

  /** Whether a single letter or sign is a command. Keys with a name of their own always are. */
  get shortcuts(): boolean {
    return this.#shortcuts;
  }

  set shortcuts(on: boolean) {
    this.#shortcuts = on;
    this.#keep('shortcuts', on ? 'on' : 'off');
  }

  /** Whether the whole inspector is open. */
  get showEverything(): boolean {
    return this.#showEverything;
  }

  set showEverything(all: boolean) {
    this.#showEverything = all;
    this.#keep('show-everything', all ? 'yes' : 'no');
  }

  /** False once the browser has refused to remember a choice. */
  get kept(): boolean {
    return this.#kept;
  }

  /** On the root of the page, where the stylesheets look. */
  show(): void {
    const { dataset } = document.documentElement;
    const shown = { theme: this.#theme, text: this.#text, motion: this.#motion };
    for (const [name, word] of Object.entries(shown)) {
      if (word === 'system' || word === 'normal') Reflect.deleteProperty(dataset, name);
      else dataset[name] = word;
    }
  }

  #keep(name: string, word: string): void {
    try {
      localStorage.setItem(PREFIX + name, word);
      this.#kept = true;
    } catch {
      this.#kept = false;
    }
  }
}

const PREFIX = 'glassbox.';

/** The first word is what holds where nothing, or nonsense, is stored. */
function oneOf<W extends string>(words: readonly [W, ...W[]], stored: string | null): W {
  return words.find((word) => word === stored) ?? words[0];
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export const settings = new Settings();
