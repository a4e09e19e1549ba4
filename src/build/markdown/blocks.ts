// The body of a lesson as blocks: runs of prose become HTML, directives become the live parts.
//   ::scenario{id=seal}   ::checkpoint   :::fold[Title] … :::   :::guide … :::   :::today … :::

import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified, type Processor } from 'unified';
import type { Block } from '../../quiz/lesson.ts';
import { Mistake, oneOf } from '../mistake.ts';
import { lineOf, textOf, type MdNode } from './tree.ts';

/** A mermaid block, drawn later: drawing waits, reading does not. */
export interface Sketch {
  readonly source: string;
  readonly caption: string;
  readonly line: number;
}

/** As `Block`, with sketches where the figures will be. */
export type Plan =
  | Exclude<Block, { kind: 'figure' | 'fold' | 'guide' | 'today' }>
  | Nested
  | { readonly kind: 'sketch'; readonly sketch: Sketch };

type Nested =
  | { readonly kind: 'fold'; readonly title: string; readonly plans: readonly Plan[] }
  | { readonly kind: 'guide' | 'today'; readonly plans: readonly Plan[] };

export function plan(nodes: readonly MdNode[], file: string): Plan[] {
  const plans: Plan[] = [];
  let prose: MdNode[] = [];
  const flush = (): void => {
    if (prose.length > 0) plans.push({ kind: 'html', html: htmlOf(prose) });
    prose = [];
  };
  for (const node of nodes) {
    const special = specialOf(node, file);
    if (special === undefined) {
      prose.push(node);
      continue;
    }
    flush();
    plans.push(special);
  }
  flush();
  return plans;
}

function specialOf(node: MdNode, file: string): Plan | undefined {
  if (node.type === 'leafDirective' || node.type === 'containerDirective')
    return directive(node, file);
  return node.type === 'code' && node.lang === 'mermaid'
    ? { kind: 'sketch', sketch: sketchOf(node, file) }
    : undefined;
}

function sketchOf(node: MdNode, file: string): Sketch {
  const caption = /\bcaption="([^"]+)"/.exec(node.meta ?? '')?.[1];
  const line = lineOf(node);
  if (caption === undefined)
    throw new Mistake(
      { file, line },
      'The figure has no caption.',
      'Write ```mermaid caption="What it shows".',
    );
  return { source: node.value ?? '', caption, line };
}

type Place = ConstructorParameters<typeof Mistake>[0];

interface Directive {
  readonly place: Place;
  readonly id: string | undefined;
  /** What stands in the brackets. */
  readonly label: string;
  readonly inside: readonly MdNode[];
}

const DIRECTIVES: Readonly<
  Record<string, { readonly holds: boolean; readonly plan: (it: Directive) => Plan }>
> = {
  scenario: {
    holds: false,
    plan({ id, label, place }) {
      if (id) return { kind: 'scenario', id };
      if (label) return { kind: 'scenario', id: label };
      throw new Mistake(
        place,
        'Which scenario?',
        'Write ::scenario{id=name}, with a name from scenario.ts.',
      );
    },
  },
  checkpoint: { holds: false, plan: () => ({ kind: 'checkpoint' }) },
  fold: {
    holds: true,
    plan({ label, inside, place }) {
      if (!label)
        throw new Mistake(place, 'The fold has no title.', 'Write :::fold[What waits inside].');
      return { kind: 'fold', title: label, plans: plan(inside, place.file) };
    },
  },
  guide: {
    holds: true,
    plan: ({ inside, place }) => ({ kind: 'guide', plans: plan(inside, place.file) }),
  },
  today: {
    holds: true,
    plan: ({ inside, place }) => ({ kind: 'today', plans: plan(inside, place.file) }),
  },
};

function directive(node: MdNode, file: string): Plan {
  const place = { file, line: lineOf(node) };
  const { name = '', children = [] } = node;
  const kind = Object.hasOwn(DIRECTIVES, name) ? DIRECTIVES[name] : undefined;
  if (!kind) {
    throw new Mistake(
      place,
      `There is no directive "${name}".`,
      oneOf(name, Object.keys(DIRECTIVES)),
    );
  }
  const isLabel = (child: MdNode): boolean =>
    node.type === 'leafDirective' || child.data?.directiveLabel === true;
  const inside = children.filter((child) => !isLabel(child));
  if (kind.holds && inside.length === 0) {
    throw new Mistake(
      place,
      `The ${name} is empty.`,
      `Write :::${name}, the text, and ::: on lines of their own.`,
    );
  }
  if (!kind.holds && inside.length > 0) {
    throw new Mistake(
      place,
      `The ${name} holds text.`,
      `Write ::${name} with two colons, and the text after it.`,
    );
  }
  return kind.plan({
    place,
    id: node.attributes?.['id'] ?? undefined,
    label: textOf(children.filter(isLabel)).trim(),
    inside,
  });
}

const toTree: Processor = unified().use(remarkRehype).freeze() as unknown as Processor;
/** Only formulas are raw here; the author's own HTML was refused before. */
const toHtml = unified().use(rehypeStringify, { allowDangerousHtml: true }).freeze();

function htmlOf(nodes: readonly MdNode[]): string {
  const tree = toTree.runSync({ type: 'root', children: [...nodes] } as Parameters<
    Processor['runSync']
  >[0]);
  const html = toHtml.stringify(tree as Parameters<typeof toHtml.stringify>[0]);
  // A wide table scrolls in a place of its own.
  return html
    .replaceAll('<table>', '<div class="wide"><table>')
    .replaceAll('</table>', '</table></div>');
}
