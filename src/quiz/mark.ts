// How a checkpoint stands: the last answer to each of its questions counts.

import type { Item } from './item.ts';

export interface Standing {
  readonly of: number;
  readonly answered: number;
  readonly right: number;
  readonly done: boolean;
}

/** `rightIn` says how a question was last answered; undefined where it was not. */
export function standing(
  items: readonly Item[],
  rightIn: (item: Item) => boolean | undefined,
): Standing {
  const results = items.map(rightIn).filter((result) => result !== undefined);
  return {
    of: items.length,
    answered: results.length,
    right: results.filter(Boolean).length,
    done: items.length > 0 && results.length === items.length,
  };
}
