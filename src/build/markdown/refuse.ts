// What a lesson's Markdown may not contain, and what to write instead.

import { Mistake } from '../mistake.ts';
import { lineOf, within, type MdNode } from './tree.ts';

export interface Links {
  /** Whether `#/…` leads somewhere. */
  readonly leads: (route: string) => boolean;
}

export function refuse(root: MdNode, source: string, file: string, links: Links): void {
  for (const node of within(root)) {
    const found =
      REFUSED[node.type]?.(node, source) ??
      (node.type === 'link' ? linkMistake(node.url ?? '', links) : undefined);
    if (found) throw new Mistake({ file, line: lineOf(node) }, ...found);
  }
}

type Found = readonly [wrong: string, cure: string] | undefined;

const inPlace: Found = [
  'References and footnotes are not resolved here.',
  'Write the link in place: [text](address).',
];

const REFUSED: Readonly<Record<string, (node: MdNode, source: string) => Found>> = {
  html: ({ value = '' }) => [
    `Raw HTML is refused: ${value.split('\n')[0]?.slice(0, 40) ?? ''}`,
    'Write Markdown, or code in backticks.',
  ],
  heading: ({ depth }) =>
    depth === 1
      ? ['The lesson’s title is its only main heading.', 'Begin sections with ##.']
      : undefined,
  image: () => ['Images are not shipped with lessons.', 'Draw it as a mermaid block.'],
  imageReference: () => inPlace,
  linkReference: () => inPlace,
  definition: () => inPlace,
  footnoteReference: () => inPlace,
  footnoteDefinition: () => inPlace,
  text: ({ value = '' }) =>
    /^\s*:::?\s*\w/m.test(value)
      ? [
          'This looks like a directive and is none.',
          'Write ::scenario{id=name}, or :::fold[Title] … ::: around text.',
        ]
      : value.includes('{{')
        ? [
            `"${/\{\{[^}]*(\}\})?/.exec(value)?.[0] ?? '{{'}" is no placeholder.`,
            'Write {{limit:service.Operation.Member.bound}}.',
          ]
        : undefined,
  inlineMath: (node, source) => (looksLikeMoney(node, source) ? MONEY : undefined),
};

const MONEY: Found = [
  'A dollar sign begins a formula.',
  'Write \\$ for money, and $x$ without spaces inside for formulas.',
];

/** Pandoc's rule: no space inside the dollars, no digit after them. */
function looksLikeMoney({ value = '', position }: MdNode, source: string): boolean {
  return /^\s|\s$/.test(value) || /\d/.test(source[position?.end.offset ?? source.length] ?? '');
}

function linkMistake(url: string, links: Links): Found {
  if (url.startsWith('https://')) return undefined;
  if (!url.startsWith('#/'))
    return [`The link "${url}" leads nowhere safe.`, 'Link to https://… or to #/learn/<lesson>.'];
  return links.leads(url)
    ? undefined
    : [
        `The link "${url}" leads to no page.`,
        'Use #/learn/<lesson>, the folder’s name without its number.',
      ];
}
