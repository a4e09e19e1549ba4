// Which component draws which type of question. A type without a view does not compile.

import type { Component } from 'svelte';
import type { Item } from '../../quiz/item.ts';
import Choice from './Choice.svelte';

export interface ViewProps {
  item: Item;
  /** Whether several options can be chosen. */
  many: boolean;
  /** Indexes into `item.options`, as they stand on screen. */
  order: readonly number[];
  /** Answered: the choice stands, and every option gives its reason. */
  closed: boolean;
  chosen: readonly number[];
  choose: (chosen: readonly number[]) => void;
}

export const views = {
  single: Choice,
  multiple: Choice,
  'true-false': Choice,
  predict: Choice,
} satisfies Record<Item['type'], Component<ViewProps>>;
