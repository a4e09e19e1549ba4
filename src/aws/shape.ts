// The vocabulary in which inputs and outputs are declared. From a shape follow: the TypeScript type, the
// check in AWS's wording, what CloudTrail may show, the flags of the command line, the forms.

import type { ThingKind } from './trace.ts';

export interface Shape<T = unknown> {
  readonly kind:
    'text' | 'blob' | 'integer' | 'boolean' | 'timestamp' | 'choice' | 'list' | 'map' | 'structure';
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  readonly values?: readonly string[];
  readonly of?: Shape;
  readonly members?: Readonly<Record<string, Shape>>;
  readonly optional?: boolean;
  /** Never shown in CloudTrail nor echoed in a message. */
  readonly sensitive?: boolean;
  /** What these bytes are, for diagrams and "where everything is now". */
  readonly thing?: ThingKind;
  /** Carries the type only; never set. */
  readonly type?: T;
}

export type Infer<S> = S extends Shape<infer T> ? T : never;

export type Optional<T> = Shape<T> & { readonly optional: true };

type Members = Readonly<Record<string, Shape>>;

type OptionalKeys<M> = { [K in keyof M]: M[K] extends { optional: true } ? K : never }[keyof M];

export type Structure<M extends Members = Members> = Shape<
  { readonly [K in Exclude<keyof M, OptionalKeys<M>>]: Infer<M[K]> } & {
    readonly [K in OptionalKeys<M>]?: Infer<M[K]>;
  }
> & { readonly members: M };

interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

export const text = (
  bounds: Bounds & { pattern?: RegExp; sensitive?: boolean; thing?: ThingKind } = {},
): Shape<string> => ({
  kind: 'text',
  ...bounds,
});

/** Blobs are sensitive unless said otherwise, so that no operation leaks plaintext by oversight. */
export const blob = (
  facts: Bounds & { thing?: ThingKind; sensitive?: boolean } = {},
): Shape<Uint8Array> => ({ kind: 'blob', sensitive: true, ...facts });

export const integer = (bounds: Bounds = {}): Shape<number> => ({ kind: 'integer', ...bounds });

export const boolean = (): Shape<boolean> => ({ kind: 'boolean' });

/** Milliseconds since the epoch inside; seconds on the wire. */
export const timestamp = (): Shape<number> => ({ kind: 'timestamp' });

export const choice = <const V extends readonly string[]>(...values: V): Shape<V[number]> => ({
  kind: 'choice',
  values,
});

export const list = <T>(of: Shape<T>, bounds: Bounds = {}): Shape<readonly T[]> => ({
  kind: 'list',
  of,
  ...bounds,
});

export const map = (
  facts: { thing?: ThingKind } = {},
): Shape<Readonly<Record<string, string>>> => ({
  kind: 'map',
  of: text(),
  ...facts,
});

export const structure = <const M extends Members>(members: M): Structure<M> => ({
  kind: 'structure',
  members,
});

export const optional = <T>(shape: Shape<T>): Optional<T> => ({ ...shape, optional: true });

/** AWS writes member names lower camel case in messages and in CloudTrail. */
export const camel = (member: string): string => member.charAt(0).toLowerCase() + member.slice(1);
