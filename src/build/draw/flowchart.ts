// Flowcharts: concept figures. Mermaid lays out; the result is written again without ids, markers or styles.
// Authors tint nodes and subgraphs with Mermaid's own `:::sealed`, from the words in TONES.

import { boxOf, shiftOf, union, type Box } from './bbox.ts';
import { copyShapes } from './copy.ts';
import { edgeTag } from './edge.ts';
import { render } from './engine.ts';
import { MEASURES, type Variant } from './fit.ts';
import { picture, roundAll, tag, type Drawn } from '../../scenario/diagrams/svg.ts';
import { edgesInWords, flowText, nodeId } from './flow-text.ts';

const TONES = ['exposed', 'sealed', 'hot', 'hsm', 'context', 'refused', 'allowed', 'neutral'];

/** Tried in turn until the figure fits; the last one is taken as it comes. */
const SPACINGS: Readonly<Record<Variant, readonly Spacing[]>> = {
  wide: [
    { nodes: 40, ranks: 44, label: 200 },
    { nodes: 24, ranks: 36, label: 140 },
  ],
  narrow: [
    { nodes: 24, ranks: 34, label: 130 },
    { nodes: 24, ranks: 34, label: 130, upright: true },
    { nodes: 12, ranks: 34, label: 84, upright: true },
  ],
};

interface Spacing {
  readonly nodes: number;
  readonly ranks: number;
  readonly label: number;
  /** Left to right becomes top to bottom. */
  readonly upright?: boolean;
}

export async function flowchart(source: string, variant: Variant): Promise<Drawn> {
  const { width, fontSize } = MEASURES[variant];
  let drawn: SVGSVGElement | undefined;
  let content: Box | undefined;
  for (const spacing of SPACINGS[variant]) {
    drawn = await render(spacing.upright ? upright(source) : source, fontSize, {
      flowchart: {
        nodeSpacing: spacing.nodes,
        rankSpacing: spacing.ranks,
        wrappingWidth: spacing.label,
        padding: 10,
      },
    });
    content = boxOf(contentOf(drawn), fontSize);
    if (content.width + 2 * MARGIN <= width) break;
  }
  if (!drawn || !content) throw new Error('Nothing was drawn.');
  const frame = frameOf(content, width);
  const parts = [...contentOf(drawn).children].map((child) => rewrite(child, fontSize));
  return {
    svg: picture(`glass-flowchart glass-${variant}`, frame, fontSize, ...parts),
    text: edgesInWords(drawn),
  };
}

const MARGIN = 4;

function upright(source: string): string {
  return source.replace(
    /^(\s*(?:flowchart|graph)\s+)(LR|RL)\b/m,
    (_, start: string, way: string) => start + (way === 'LR' ? 'TB' : 'BT'),
  );
}

function contentOf(drawn: Element): Element {
  return drawn.querySelector('g.root') ?? drawn;
}

function frameOf(content: Box, least: number): Box {
  const width = Math.max(least, content.width + 2 * MARGIN);
  return {
    x: content.x + content.width / 2 - width / 2,
    y: content.y - MARGIN,
    width,
    height: content.height + 2 * MARGIN,
  };
}

function rewrite(element: Element, size: number): string {
  const is = (name: string): boolean => element.classList.contains(name);
  const children = (): string =>
    [...element.children].map((child) => rewrite(child, size)).join('');
  if (is('node')) return nodeTag(element, size);
  if (is('cluster')) return clusterTag(element, size);
  if (is('edgeLabel')) return labelTag(element, size);
  if (element.getAttribute('data-et') === 'edge') return edgeTag(element);
  return element.localName === 'g' ? moved(element, {}, children()) : '';
}

function moved(
  element: Element,
  attributes: Readonly<Record<string, string>>,
  inside: string,
): string {
  const transform = element.getAttribute('transform');
  if (!inside || (!transform && Object.keys(attributes).length === 0)) return inside;
  return tag(
    'g',
    { ...attributes, ...(transform ? { transform: roundAll(transform) } : {}) },
    inside,
  );
}

function toned(name: string, element: Element): string {
  return [name, ...TONES.filter((tone) => element.classList.contains(tone))].join(' ');
}

function nodeTag(node: Element, size: number): string {
  const outline = [...node.children].filter((child) => !child.classList.contains('label'));
  return moved(
    node,
    { class: toned('node', node), 'data-node': nodeId(node) },
    copyShapes(outline.map(withoutRough), 'shape') + flowText(node, size),
  );
}

/** Mermaid draws some outlines twice, once to fill and once, sketchily, to stroke. One will do. */
function withoutRough(element: Element): Element {
  const [first, second] = element.children;
  if (first?.localName === 'path' && second?.localName === 'path') second.remove();
  return element;
}

function clusterTag(cluster: Element, size: number): string {
  const title = cluster.querySelector('text')?.textContent.trim() ?? '';
  const outline = [...cluster.children].filter((child) => child.localName === 'rect');
  return moved(
    cluster,
    { class: toned('cluster', cluster), 'data-box': title },
    copyShapes(outline, 'shape') + flowText(cluster, size),
  );
}

function labelTag(label: Element, size: number): string {
  const text = label.querySelector('text');
  if (!text?.textContent.trim()) return '';
  const plate = label.querySelector('rect.background');
  const shift = shiftOf(label.querySelector('g.label') ?? label);
  const box = plate ? boxOf(plate, size) : union([]);
  return moved(
    label,
    { class: 'edge-label' },
    tag('rect', { class: 'plate', ...box, x: box.x + shift.x, y: box.y + shift.y }) +
      flowText(label, size),
  );
}
