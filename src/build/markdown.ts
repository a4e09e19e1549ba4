// lesson.md → blocks. Markdown is read and checked, formulas are set and diagrams drawn in the build, so that the
// page gets finished HTML without styles or scripts. Every mistake stops the build and names file, line and cure.

import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Block } from '../quiz/lesson.ts';
import { quoteLimits, type Limit } from './limits.ts';
import { plan, type Plan, type Sketch } from './markdown/blocks.ts';
import { readHead, type Head } from './markdown/front-matter.ts';
import { markTerms, type GlossaryTerm } from './markdown/glossary.ts';
import { setFormula } from './markdown/math.ts';
import { refuse, type Links } from './markdown/refuse.ts';
import { sectionsOf, type Section } from './markdown/sections.ts';
import { lineOf, textOf, within, wordsIn, type MdNode } from './markdown/tree.ts';
import { Mistake } from './mistake.ts';

export interface Context extends Links {
  readonly kind: 'lesson' | 'page';
  /** Path as messages name it. */
  readonly file: string;
  readonly limit: Limit;
  /** The words that its reader has met, its own among them. */
  readonly glossary: readonly GlossaryTerm[];
}

export interface Page {
  readonly head: Head;
  readonly plans: readonly Plan[];
  /** Names of the scenarios, with the line that asks for each. */
  readonly scenarios: readonly { readonly id: string; readonly line: number }[];
  readonly hasCheckpoint: boolean;
  /** What a search finds: each section by its heading, folds included. */
  readonly sections: readonly Section[];
  /** The lesson's own stylesheet. */
  readonly css: string;
}

const MOST_WORDS = 350;

const parser = unified()
  .use(remarkParse)
  .use(remarkFrontmatter)
  .use(remarkGfm)
  .use(remarkMath)
  .use(remarkDirective)
  .freeze();

export function readLesson(text: string, context: Context): Page {
  const { file } = context;
  // Before parsing, so that limits may stand in formulas, tables and code alike.
  const source = quoteLimits(text, file, context.limit);
  const root = parser.parse(source) as MdNode;
  const [, ...body] = root.children ?? [];
  const head = headOf(root, context);
  undoTextDirectives(root, source);
  refuse(root, source, file, context);
  if (context.kind === 'lesson') countWords(body, file);
  const rules = setFormulas(root, file);
  const all = [...within(root)];
  const sections = sectionsOf(head.title, body);
  markTerms(body, context.glossary);
  return {
    head,
    plans: plan(body, file),
    scenarios: all
      .filter((node) => node.name === 'scenario')
      .map((node) => ({
        id: node.attributes?.['id'] ?? textOf(node.children ?? []),
        line: lineOf(node),
      })),
    hasCheckpoint: all.some((node) => node.name === 'checkpoint'),
    sections,
    css: [...rules.values()].join('\n'),
  };
}

function headOf(root: MdNode, { kind, file }: Pick<Context, 'kind' | 'file'>): Head {
  const first = root.children?.[0];
  if (first?.type !== 'yaml')
    throw new Mistake(
      { file, line: 1 },
      'The lesson has no front matter.',
      'Begin with --- and title, summary, sources; of a lesson also goals, minutes.',
    );
  return readHead(first.value ?? '', { kind, file });
}

/** The head alone: what a lesson brings, before any is read whole. */
export const headIn = (text: string, of: Pick<Context, 'kind' | 'file'>): Head =>
  headOf(parser.parse(text) as MdNode, of);

/** Plans become blocks once somebody draws their sketches. */
export async function blocksOf(
  plans: readonly Plan[],
  draw: (sketch: Sketch) => Promise<Block>,
): Promise<Block[]> {
  return Promise.all(
    plans.map(async (it): Promise<Block> => {
      if (it.kind === 'sketch') return draw(it.sketch);
      if (!('plans' in it)) return it;
      const { plans: inner, ...rest } = it;
      return { ...rest, blocks: await blocksOf(inner, draw) };
    }),
  );
}

/** `kms:Encrypt` is a permission here, not a directive inside a line. */
function undoTextDirectives(root: MdNode, source: string): void {
  for (const node of within(root)) {
    if (!node.children?.some((child) => child.type === 'textDirective')) continue;
    const merged: MdNode[] = [];
    for (const child of node.children) {
      const plain = child.type === 'textDirective' ? asText(child, source) : child;
      const last = merged.at(-1);
      if (last?.type === 'text' && plain.type === 'text')
        last.value = (last.value ?? '') + (plain.value ?? '');
      else merged.push(plain);
    }
    node.children = merged;
  }
}

function asText(node: MdNode, source: string): MdNode {
  const { position } = node;
  const value = source.slice(position?.start.offset, position?.end.offset);
  return { type: 'text', value, ...(position ? { position } : {}) };
}

function countWords(body: readonly MdNode[], file: string): void {
  const main = body.filter(
    (node) => node.type !== 'containerDirective' && node.type !== 'leafDirective',
  );
  const count = wordsIn(main);
  if (count <= MOST_WORDS) return;
  throw new Mistake(
    { file, line: 1 },
    `The main text has ${count} words; ${MOST_WORDS} are the most.`,
    'Shorten it, or move parts into :::fold[Title].',
  );
}

function setFormulas(root: MdNode, file: string): Map<string, string> {
  const rules = new Map<string, string>();
  for (const node of within(root)) {
    if (node.type !== 'math' && node.type !== 'inlineMath') continue;
    const display = node.type === 'math';
    try {
      const formula = setFormula(ungapped(node.value ?? ''), display);
      for (const [name, rule] of formula.rules) rules.set(name, rule);
      node.data = {
        hName: display ? 'div' : 'span',
        hProperties: { className: ['formula'] },
        hChildren: [{ type: 'raw', value: formula.html }],
      };
    } catch (error) {
      throw new Mistake(
        { file, line: lineOf(node) },
        `KaTeX refuses the formula: ${String(error)}.`,
        'Mend the formula.',
      );
    }
  }
  return rules;
}

/** TeX would put a gap after the comma of 4,096. */
function ungapped(tex: string): string {
  return tex.replace(/(\d),(?=\d{3}(?!\d))/g, '$1{,}');
}
