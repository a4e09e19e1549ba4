// Words that a lesson has introduced carry their meaning with them: where one first comes up in a text, it can be
// pointed at, reached by Tab, or tapped.

import { within, type MdNode } from './tree.ts';

export interface GlossaryTerm {
  readonly term: string;
  readonly meaning: string;
}

/** Where a word is part of something else: a link leads elsewhere, a heading is read on its own. */
const APART: readonly string[] = ['heading', 'link', 'leafDirective', 'yaml'];

/** Marks the first place of each term, the longest first: "encrypted data key" is not a "data key". */
export function markTerms(body: readonly MdNode[], glossary: readonly GlossaryTerm[]): void {
  const left = new Map(glossary.map((one) => [one.term.toLowerCase(), one]));
  if (left.size === 0) return;
  const names = [...left.keys()].toSorted((one, other) => other.length - one.length);
  const pattern = new RegExp(
    `(?<![\\w:/-])(${names.map(literal).join('|')})(s?)(?![\\w:/-])`,
    'giu',
  );
  for (const block of body) {
    for (const node of [...within(block)]) {
      if (!node.children || APART.includes(node.type) || node.data?.directiveLabel) continue;
      node.children = node.children.flatMap((child) =>
        child.type === 'text' ? split(child, pattern, left) : [child],
      );
    }
  }
}

function split(node: MdNode, pattern: RegExp, left: Map<string, GlossaryTerm>): MdNode[] {
  const text = node.value ?? '';
  const parts: MdNode[] = [];
  let from = 0;
  for (const { 0: written, 1: name = '', index } of text.matchAll(pattern)) {
    const found = left.get(name.toLowerCase());
    if (!found) continue;
    left.delete(name.toLowerCase());
    parts.push({ ...node, value: text.slice(from, index) }, marked(written, found));
    from = index + written.length;
  }
  return [...parts, { ...node, value: text.slice(from) }];
}

const marked = (written: string, { meaning }: GlossaryTerm): MdNode => ({
  type: 'emphasis',
  children: [{ type: 'text', value: written }],
  data: {
    hName: 'span',
    hProperties: { className: ['term'], role: 'button', tabIndex: 0, dataMeaning: meaning },
  },
});

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
