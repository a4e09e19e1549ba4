// Copies shapes for their geometry alone: what they look like is the stylesheet's business.

import { roundAll, tag } from '../../scenario/diagrams/svg.ts';

const GEOMETRY = [
  'x',
  'y',
  'width',
  'height',
  'rx',
  'ry',
  'x1',
  'y1',
  'x2',
  'y2',
  'cx',
  'cy',
  'r',
  'd',
  'points',
  'transform',
];
const SHAPES = new Set(['rect', 'line', 'circle', 'ellipse', 'polygon', 'polyline', 'path']);

export function copyShapes(elements: readonly Element[], name?: string): string {
  return elements
    .map((element) => {
      if (element.localName === 'g') {
        const inside = copyShapes([...element.children], name);
        const transform = element.getAttribute('transform');
        return inside && transform ? tag('g', { transform: roundAll(transform) }, inside) : inside;
      }
      if (!SHAPES.has(element.localName) || isEmpty(element)) return '';
      const geometry = GEOMETRY.flatMap((key) => {
        const value = element.getAttribute(key);
        return value === null ? [] : [[key, roundAll(value)] as const];
      });
      return tag(element.localName, {
        ...(name === undefined ? {} : { class: name }),
        ...Object.fromEntries(geometry),
      });
    })
    .join('');
}

/** Mermaid leaves a bare `<rect/>` behind every label. */
function isEmpty(element: Element): boolean {
  return element.localName === 'rect' && !Number(element.getAttribute('width'));
}
