// How each kind of thing is named and drawn: shape, word and colour say the same. On screen stand AWS's words.

import type { Thing, Exposure } from '../../scenario/play-types.ts';
import type { ThingKind } from '../../aws/trace.ts';
import type { Storyboard } from '../../scenario/storyboard.ts';
import type { IconName } from '../parts/icons.ts';
import { sizeOf } from '../parts/size.ts';

export interface Face {
  readonly icon: IconName;
  readonly name: string;
  /** What the colour means. */
  readonly state: string;
}

export const faces: Readonly<Record<ThingKind, Face>> = {
  plaintext: { icon: 'sheet', name: 'Plaintext', state: 'readable' },
  ciphertext: { icon: 'sealed-sheet', name: 'Ciphertext', state: 'encrypted' },
  dataKey: { icon: 'key', name: 'Plaintext data key', state: 'readable' },
  encryptedDataKey: { icon: 'envelope', name: 'Encrypted data key', state: 'encrypted' },
  keyMaterial: { icon: 'key-in-box', name: 'Key material', state: 'never leaves the HSM' },
  context: { icon: 'tag', name: 'Encryption context', state: 'readable by all' },
};

/** In the open, behind the walls of an HSM, or inside something encrypted. */
export type Surroundings = 'open' | 'hsm' | 'encrypted';

/** 'Plaintext, readable, 50 MB' */
export function factsOf(thing: Thing, place: Surroundings): string {
  const { name, state } = faces[thing.kind];
  const isNamed = thing.label.toLowerCase().includes(name.toLowerCase());
  const words = [
    ...(isNamed ? [] : [name]),
    isBare(thing) ? readable[place] : state,
    ...(thing.kind === 'keyMaterial' ? [] : [sizeOf(thing.size)]),
  ].join(', ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What is exposed wherever it can be reached. */
export const isBare = ({ kind }: Thing): boolean => kind === 'plaintext' || kind === 'dataKey';

const readable: Readonly<Record<Surroundings, string>> = {
  open: 'readable',
  hsm: 'only inside the HSM',
  encrypted: 'not readable here',
};

/** KMS keys get their colours in the order in which the play first shows them: the same at every step. */
export function keyColours(play: Storyboard): ReadonlyMap<string, number> {
  const order = [play.start, ...play.beats.map(({ exposure }) => exposure)]
    .flatMap(({ places }) => places.flatMap(({ things }) => things))
    .flatMap(keysOf);
  return new Map([...new Set(order)].map((id, i) => [id, i % KEY_COLOURS]));
}

/** Things that were not in that place a step ago. */
export function arrivals(before: Exposure, now: Exposure): ReadonlySet<string> {
  const known = new Set(before.places.flatMap(namesIn));
  return new Set(now.places.flatMap(namesIn).filter((name) => !known.has(name)));
}

export const nameIn = (lane: string, id: string): string => `${lane} ${id}`;

const namesIn = ({ lane, things }: Exposure['places'][number]): string[] =>
  things.map(({ id }) => nameIn(lane, id));

const KEY_COLOURS = 4;

function keysOf(thing: Thing): string[] {
  const own = thing.kind === 'keyMaterial' ? [thing.id] : [];
  const sealing = thing.sealedBy?.kind === 'keyMaterial' ? [thing.sealedBy.id] : [];
  return [...own, ...sealing, ...(thing.inner ? keysOf(thing.inner) : [])];
}
