// The Query protocol, by shape: a form with dotted names comes in, XML goes out. Source: AWS Query protocol.

import { base64, fromBase64 } from '../crypto/bytes.ts';
import { serializationError } from './errors.ts';
import type { Shape } from './shape.ts';

/** Members as the engine takes them. What does not fit is passed on for validation to refuse in its own words. */
export function decodeForm(shape: Shape, fields: Iterable<readonly [string, string]>): unknown {
  const root: Node = { inner: new Map() };
  for (const [name, value] of fields) {
    let node = root;
    for (const part of name.split('.')) {
      let next = node.inner.get(part);
      if (!next) node.inner.set(part, (next = { inner: new Map() }));
      node = next;
    }
    node.value = value;
  }
  return valueOf(shape, root, '');
}

/** 'Tags.member.1.Key' is a path of such nodes. Names come from strangers, hence a Map. */
interface Node {
  value?: string;
  readonly inner: Map<string, Node>;
}

function valueOf(shape: Shape, node: Node, path: string): unknown {
  switch (shape.kind) {
    case 'structure':
      return structureOf(shape, node, path);
    case 'list': {
      const { of } = shape;
      const members = numbered(node.inner.get('member'));
      return of ? members.map((member) => valueOf(of, member, path)) : undefined;
    }
    case 'map':
      return Object.fromEntries(
        numbered(node.inner.get('entry')).map(({ inner }) => [
          inner.get('key')?.value ?? '',
          inner.get('value')?.value,
        ]),
      );
    default:
      return node.value === undefined ? undefined : simple(shape, node.value, path);
  }
}

function structureOf({ members = {} }: Shape, node: Node, path: string): Record<string, unknown> {
  const found = Object.entries(members).flatMap(([name, member]) => {
    const inner = node.inner.get(name);
    return inner
      ? [[name, valueOf(member, inner, path === '' ? name : `${path}.${name}`)] as const]
      : [];
  });
  return Object.fromEntries(found);
}

/** In the order of their numbers, which may have gaps. */
const numbered = (node: Node | undefined): readonly Node[] =>
  [...(node?.inner ?? [])]
    .filter(([name]) => /^\d{1,9}$/.test(name))
    .sort(([one], [other]) => Number(one) - Number(other))
    .map(([, member]) => member);

function simple({ kind }: Shape, text: string, path: string): unknown {
  switch (kind) {
    case 'integer':
      return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
    case 'boolean':
      return text === 'true' || text === 'false' ? text === 'true' : text;
    case 'timestamp': {
      const time = Date.parse(text);
      return Number.isNaN(time) ? text : time;
    }
    case 'blob':
      try {
        return fromBase64(text);
      } catch {
        throw serializationError(path, 'base64');
      }
    default:
      return text;
  }
}

/** The elements of a structure's members, without an element around them. */
export function encodeXml(shape: Shape, value: unknown): string {
  if (value === undefined || value === null) return '';
  switch (shape.kind) {
    case 'structure':
      return Object.entries(shape.members ?? {})
        .filter(([name]) => (value as Readonly<Record<string, unknown>>)[name] !== undefined)
        .map(([name, member]) =>
          element(name, encodeXml(member, (value as Readonly<Record<string, unknown>>)[name])),
        )
        .join('');
    case 'list': {
      const { of } = shape;
      return (value as readonly unknown[])
        .map((member) => element('member', of ? encodeXml(of, member) : ''))
        .join('');
    }
    case 'map':
      return Object.entries(value as Readonly<Record<string, string>>)
        .map(([key, member]) =>
          element('entry', element('key', escaped(key)) + element('value', escaped(member))),
        )
        .join('');
    case 'blob':
      return base64(value as Uint8Array);
    case 'timestamp':
      // Query services write whole seconds.
      return `${new Date(value as number).toISOString().slice(0, 19)}Z`;
    default: {
      const plain = value as string | number | boolean;
      return escaped(String(plain));
    }
  }
}

export const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A reader would turn a bare one into a line feed.
  '\r': '&#xD;',
};

/** XML has no spelling at all for the other control characters. */
export const escaped = (text: string): string =>
  text
    .replace(/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
    .replace(/[&<>"\r]/g, (character) => ENTITIES[character] ?? character);
