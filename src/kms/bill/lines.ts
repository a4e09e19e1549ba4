// What a bill is made of.

import type { RequestKind } from './prices.ts';

export interface Line {
  readonly what: 'keys' | 'rotations' | RequestKind;
  /** Key-months, rotation-months, or requests; what is free is left out. */
  readonly quantity: number;
  readonly usd: number;
}

export interface Month {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** How much of it is on the bill, where the world's time ends within it. */
  readonly until: number;
}
