// Small choices of the reader, remembered where the browser allows it and otherwise kept until the page closes.
// static/theme.js reads the theme before the first paint: the two share the name of its entry.

export type Theme = 'system' | 'light' | 'dark';

export class Settings {
  #theme = $state<Theme>(themeOf(read('glassbox.theme')));
  #showEverything = $state(read('glassbox.show-everything') === 'yes');

  get theme(): Theme {
    return this.#theme;
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    write('glassbox.theme', theme);
    this.showTheme();
  }

  showTheme(): void {
    const { dataset } = document.documentElement;
    if (this.#theme === 'system') delete dataset['theme'];
    else dataset['theme'] = this.#theme;
  }

  /** Whether the whole inspector is open. */
  get showEverything(): boolean {
    return this.#showEverything;
  }

  set showEverything(all: boolean) {
    this.#showEverything = all;
    write('glassbox.show-everything', all ? 'yes' : 'no');
  }
}

function themeOf(word: string | null): Theme {
  return word === 'light' || word === 'dark' ? word : 'system';
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // The choice then lasts as long as the page.
  }
}

export const settings = new Settings();
