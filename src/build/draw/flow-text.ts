// The text of a flowchart's node, subgraph or edge: lines on plain baselines, bold and italic kept.

import { baselineOf, shiftOf } from './bbox.ts';
import { endsOf } from './edge.ts';
import { escape, tag } from '../../scenario/diagrams/svg.ts';

/** Written in the coordinates of `part`. */
export function flowText(part: Element, size: number): string {
  const text = part.querySelector('text');
  if (!text?.textContent.trim()) return '';
  const shift = shiftWithin(text, part);
  const lines = [...text.children].filter((line) => line.textContent.trim());
  const centred = part.classList.contains('node') || text.getAttribute('text-anchor') === 'middle';
  return tag(
    'text',
    { class: 'label', 'text-anchor': centred ? 'middle' : undefined },
    ...lines.map((line) => {
      const at = baselineOf(line, size);
      return tag('tspan', { x: at.x + shift.x, y: at.y + shift.y }, runsOf(line));
    }),
  );
}

function shiftWithin(text: Element, part: Element): { x: number; y: number } {
  let x = 0;
  let y = 0;
  for (let at: Element | null = text; at && at !== part; at = at.parentElement) {
    x += shiftOf(at).x;
    y += shiftOf(at).y;
  }
  return { x, y };
}

/** Words in the same type become one run. */
function runsOf(line: Element): string {
  const runs: { text: string; weight: string; style: string }[] = [];
  for (const word of line.children) {
    const weight = word.getAttribute('font-weight') ?? 'normal';
    const style = word.getAttribute('font-style') ?? 'normal';
    const last = runs.at(-1);
    if (last?.weight === weight && last.style === style) last.text += word.textContent;
    else runs.push({ text: word.textContent, weight, style });
  }
  return runs
    .map(({ text, weight, style }) =>
      weight === 'normal' && style === 'normal'
        ? escape(text)
        : tag('tspan', { 'font-weight': only(weight), 'font-style': only(style) }, escape(text)),
    )
    .join('');
}

function only(value: string): string | undefined {
  return value === 'normal' ? undefined : value;
}

/** "Data key to Report: seals", one line for each edge. */
export function edgesInWords(drawn: Element): string[] {
  const plain = (part: Element | undefined): string =>
    [...(part?.querySelectorAll('tspan.text-outer-tspan') ?? [])]
      .map((line) => line.textContent)
      .join(' ')
      .trim();
  const nodes = new Map(
    [...drawn.querySelectorAll('.node, .cluster')].map((node) => [nodeId(node), plain(node)]),
  );
  const labels = [...drawn.querySelectorAll('.edgeLabel .label')];
  return [...drawn.querySelectorAll('[data-et="edge"]')].map((edge) => {
    const id = edge.getAttribute('data-id') ?? '';
    const { from, to } = endsOf(id);
    const label = plain(labels.find((it) => it.getAttribute('data-id') === id));
    return `${nodes.get(from) ?? from} to ${nodes.get(to) ?? to}${label ? `: ${label}` : ''}`;
  });
}

/** The author's name for a node or subgraph. */
export function nodeId(part: Element): string {
  return /flowchart-(.+)-\d+$/.exec(part.id)?.[1] ?? part.id.replace(/^drawing-/, '');
}
