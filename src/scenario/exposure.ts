// Where everything is: a fold over crossings and forgets. Nothing else tells the screen what is exposed.

import type { Crossing, Forget, Item, Span, ThingKind } from '../aws/trace.ts';
import type { Exposure, Lane, Place, Thing } from './play-types.ts';
import { places } from './services.ts';

/** What services still hold once they have answered: the rest was in their memory for the call only. */
const KEPT = new Map(places.map(({ id, keeps }) => [id, keeps]));

/** Shown in places. An encryption context is a label on things, not a thing. */
const SHOWN: readonly ThingKind[] = [
  'plaintext',
  'ciphertext',
  'dataKey',
  'encryptedDataKey',
  'keyMaterial',
];

export class Whereabouts {
  readonly #places = new Map<string, Set<string>>();
  readonly #known = new Map<string, Item>();
  readonly #names: ReadonlyMap<string, string>;
  readonly #aliases = new Map<string, string>();
  readonly #materials = new Map<string, { readonly keyId: string; readonly generation: number }>();

  /** `names`: what the author calls some things, by fingerprint. */
  constructor(names: ReadonlyMap<string, string>) {
    this.#names = names;
  }

  /** Notes what a span says about names: aliases, and which material belongs to which key. */
  learn(span: Span): void {
    const { call, input, outcome } = span;
    if (call === 'kms:CreateAlias' && outcome.ok) {
      this.#aliases.set(
        String(input['TargetKeyId']).split('/').at(-1) ?? '',
        String(input['AliasName']),
      );
    }
    if (call === 'hsm:DrawMaterial' && outcome.ok) {
      this.#materials.set(String(outcome.output['MaterialId']), {
        keyId: String(input['KeyId']),
        generation: Number(input['Generation']),
      });
    }
    span.children.forEach((child) => {
      this.learn(child);
    });
  }

  hold(place: string, items: readonly Item[]): void {
    const held = this.#places.get(place) ?? new Set();
    this.#places.set(place, held);
    for (const item of items) {
      if (!SHOWN.includes(item.kind)) continue;
      // What was first known of a thing stands; later sightings add what they know more.
      this.#known.set(item.id, { ...item, ...this.#known.get(item.id) });
      held.add(item.id);
    }
  }

  knows(id: string): boolean {
    return this.#known.has(id);
  }

  kindOf(id: string): ThingKind | undefined {
    return this.#thing(id)?.kind;
  }

  cross({ to, items }: Crossing): void {
    this.hold(to, items);
  }

  forget({ place, id }: Forget): void {
    this.#places.get(place)?.delete(id);
  }

  /** A service has answered: what it held for the call is gone. */
  settle(lane: string): void {
    const kept = KEPT.get(lane);
    const held = this.#places.get(lane);
    if (!kept || !held) return;
    for (const id of held) {
      const thing = this.#thing(id);
      if (!thing || !kept.includes(thing.kind)) held.delete(id);
    }
  }

  exposure(lanes: readonly Lane[]): Exposure {
    const places = lanes.flatMap(({ id, label }): Place[] => {
      const things = [...(this.#places.get(id) ?? [])].flatMap((thing) => this.#thing(thing) ?? []);
      return things.length > 0 ? [{ lane: id, label, things }] : [];
    });
    const hot = places.filter(({ lane }) => lane !== 'hsm').flatMap(({ things }) => things);
    return { places, plaintextKeys: hot.filter(({ kind }) => kind === 'dataKey').length };
  }

  #thing(id: string): Thing | undefined {
    const item = this.#known.get(id);
    if (!item) return undefined;
    const inner = item.contains === undefined ? undefined : this.#thing(item.contains);
    const kind = inner?.kind === 'dataKey' ? 'encryptedDataKey' : item.kind;
    return {
      ...item,
      kind,
      label: this.#labelOf(item, kind, inner),
      exposed: kind === 'plaintext' || kind === 'dataKey',
      ...(item.sealedBy && { sealedBy: { ...item.sealedBy, label: this.#sealer(item.sealedBy) } }),
      ...(inner && { inner }),
    };
  }

  #labelOf(item: Item, kind: ThingKind, inner: Thing | undefined): string {
    const name = this.#names.get(item.id);
    if (name !== undefined) return name;
    if (kind === 'keyMaterial') return this.materialName(item.id);
    if (kind === 'encryptedDataKey') return 'encrypted data key';
    if (kind === 'ciphertext' && inner) return `${inner.label}, encrypted`;
    return item.label;
  }

  #sealer({ id, kind, label }: NonNullable<Item['sealedBy']>): string {
    return kind === 'keyMaterial' ? this.materialName(id) : label;
  }

  /** 'alias/app, key material 1' */
  materialName(id: string): string {
    const material = this.#materials.get(id);
    if (!material) return 'key material';
    const { keyId, generation } = material;
    return `${this.#aliases.get(keyId) ?? `key ${keyId.slice(0, 8)}…`}, key material ${generation}`;
  }
}
