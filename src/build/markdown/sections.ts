// A lesson's prose as a search reads it: section by section, without what only the eye can use.

import { textOf, type MdNode } from './tree.ts';

export interface Section {
  readonly title: string;
  readonly text: string;
}

/** The part before the first heading goes by the title of the whole. A fold is a section of its own. */
export function sectionsOf(title: string, body: readonly MdNode[]): Section[] {
  const sections: { title: string; parts: string[] }[] = [{ title, parts: [] }];
  for (const node of body) {
    if (node.type === 'heading') sections.push({ title: textOf([node]), parts: [] });
    else if (node.name === 'fold') sections.push({ title: labelOf(node), parts: [readable(node)] });
    else sections.at(-1)?.parts.push(readable(node));
  }
  return sections
    .map(({ title: name, parts }) => ({ title: name, text: parts.join(' ').trim() }))
    .filter(({ text }) => text !== '');
}

const labelOf = ({ children = [] }: MdNode): string =>
  textOf(children.filter((child) => child.data?.directiveLabel === true));

const SILENT = new Set(['math', 'inlineMath', 'leafDirective']);

function readable(node: MdNode): string {
  if (SILENT.has(node.type) || node.data?.directiveLabel === true || node.lang === 'mermaid')
    return '';
  if (node.value !== undefined) return node.value;
  const text = (node.children ?? []).map(readable).join(isInline(node) ? '' : ' ');
  return text.replaceAll(/\s+/g, ' ');
}

const isInline = (node: MdNode): boolean =>
  ['paragraph', 'emphasis', 'strong', 'link', 'heading', 'tableCell'].includes(node.type);
