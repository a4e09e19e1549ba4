// What the build asks of the engine. catalogue.ts answers from the real one; tests hand in a small one.

import type { Item } from '../quiz/item.ts';
import type { Limit } from './limits.ts';

export interface Figure {
  /** Id of the play: 'seal', or 'seal~wrong-context'. */
  readonly id: string;
  /** Mermaid text. */
  readonly source: string;
  /** The same in words. */
  readonly text: readonly string[];
}

export interface Catalogue {
  /** By id of the play; handed on to the page as it is. */
  readonly storyboardsOf: (folder: string) => Readonly<Record<string, unknown>>;
  readonly limit: Limit;
  /** Every error that the engine may answer with, explained, and the addresses of the operations that do. */
  readonly errors: () => readonly {
    readonly code: string;
    readonly meaning: string;
    readonly raisedBy: readonly string[];
  }[];
  /** As the reference has them. */
  readonly operations: () => readonly {
    readonly address: string;
    readonly title: string;
    readonly summary: string;
  }[];
  readonly prove: (item: Item) => readonly (boolean | undefined)[];
  /** By folder: 'lessons/04-envelope-encryption'. */
  readonly scenarioNames: (folder: string) => readonly string[];
  /** Every scenario of the folder and each of its what-ifs, played. */
  readonly figuresOf: (folder: string) => readonly Figure[];
}
