// An edge of a flowchart: its path, and heads as shapes of their own, turned the way the path ends.

import { pointsOf, type Point } from './path.ts';
import { round, roundAll, tag } from '../../scenario/diagrams/svg.ts';

export function edgeTag(path: Element): string {
  const d = path.getAttribute('d') ?? '';
  const points = pointsOf(d);
  const { from, to } = endsOf(path.getAttribute('data-id') ?? '');
  return tag(
    'g',
    { class: ['edge', ...patternOf(path)].join(' '), 'data-from': from, 'data-to': to },
    tag('path', { class: 'wire', d: roundAll(d) }),
    headTag(path.getAttribute('marker-end'), points),
    headTag(path.getAttribute('marker-start'), points.reverse()),
  );
}

/** Mermaid names its edges `L_from_to_0`. */
export function endsOf(id: string): { from: string; to: string } {
  const [, from = '', to = ''] = /^L_(.+)_(.+)_\d+$/.exec(id) ?? [];
  return { from, to };
}

function patternOf(path: Element): string[] {
  if (path.classList.contains('edge-pattern-dotted')) return ['dashed'];
  return path.classList.contains('edge-thickness-thick') ? ['thick'] : [];
}

/** Mermaid stops its paths this far short of the node. */
const SHORT = 4;

function headTag(marker: string | null, points: readonly Point[]): string {
  const end = points.at(-1);
  const before =
    end && points.findLast((point) => Math.hypot(point.x - end.x, point.y - end.y) > 1);
  if (!marker || !end || !before) return '';
  const length = Math.hypot(end.x - before.x, end.y - before.y);
  const along = { x: (end.x - before.x) / length, y: (end.y - before.y) / length };
  const at = (forward: number, aside: number): string =>
    `${String(round(end.x + along.x * forward - along.y * aside))} ${String(round(end.y + along.y * forward + along.x * aside))}`;
  if (marker.includes('circle'))
    return tag('path', {
      class: 'arrow',
      d: `M${at(-5, -4)}L${at(-1, 0)}L${at(-5, 4)}L${at(-9, 0)}Z`,
    });
  if (marker.includes('cross')) {
    return tag('path', {
      class: 'cross',
      d: `M${at(-11, -4)}L${at(-3, 4)}M${at(-11, 4)}L${at(-3, -4)}`,
    });
  }
  return tag('path', {
    class: 'arrow',
    d: `M${at(SHORT - 9, -4.5)}L${at(SHORT, 0)}L${at(SHORT - 9, 4.5)}Z`,
  });
}
