// The build measures without a browser. Here a real one measures the same shapes, and the two must agree.

import { expect, test } from 'vitest';
import { boxOf } from '../../src/build/draw/bbox.ts';
import { textWidth } from '../../src/scenario/diagrams/glyphs.ts';

const SIZE = 14;

function shown(markup: string): SVGGraphicsElement {
  document.body.innerHTML = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300" font-family="Arial, Helvetica, sans-serif" font-size="${SIZE}">${markup}</svg>`;
  return document.querySelector<SVGGraphicsElement>('svg > *')!;
}

function agree(markup: string, within: number): void {
  const element = shown(markup);
  const { x, y, width, height } = element.getBBox();
  const ours = boxOf(element, SIZE);
  for (const [name, real] of Object.entries({ x, y, width, height })) {
    expect(
      Math.abs(real - ours[name as keyof typeof ours]),
      `${name} of ${markup}`,
    ).toBeLessThanOrEqual(within);
  }
}

test.each([
  '<rect x="3" y="4" width="50" height="20"/>',
  '<line x1="10" y1="20" x2="4" y2="60"/>',
  '<circle cx="30" cy="40" r="12"/>',
  '<ellipse cx="30" cy="40" rx="12" ry="5"/>',
  '<polygon points="0,0 39,0 23,-32 -16,-32" transform="translate(-11.5,16)"/>',
  '<path d="M10 10H60V40h-20v-10l-5-5Z"/>',
  '<path d="M103,55L110,59C116,63,128,72,134,80C140,88,140,95,140,99L140,103"/>',
  '<path d="M0,7.5 a26,7.5 0,0,0 53,0 a26,7.5 0,0,0 -53,0 l0,39 a26,7.5 0,0,0 53,0 l0,-39"/>',
  '<path d="M10 80Q52 10 95 80"/>',
  '<path d="M10 80A30 20 0 1 1 60 90"/>',
  '<g><g transform="translate(20, 30)"><rect width="10" height="5"/></g><circle cx="5" cy="5" r="2" transform="translate(-3,4)"/></g>',
])('%s measures as in the browser', (markup) => {
  agree(markup, 0.6);
});

/** Without Arial, or a typeface of its measures, there is nothing to compare. */
const arial = ((): boolean => {
  const canvas = document.createElement('canvas').getContext('2d')!;
  canvas.font = '100px Arial, Helvetica, sans-serif';
  return (
    Math.abs(canvas.measureText('GenerateDataKey').width - textWidth('GenerateDataKey', 100)) < 10
  );
})();

test
  .runIf(arial)
  .each([
    '<text x="50" y="60">GenerateDataKey(alias/app)</text>',
    '<text x="50" y="60" text-anchor="middle" dominant-baseline="middle" dy="1em">Your program</text>',
    '<text x="50" y="60" text-anchor="end" dominant-baseline="central">KMS key</text>',
    '<text x="50" y="60" font-weight="bold">plaintext key + encrypted key</text>',
    '<text x="50" y="60" text-anchor="middle"><tspan x="50" dy="-7">two</tspan></text>',
    '<text y="-10.1"><tspan x="0" y="-0.1em" dy="1.1em">one line</tspan><tspan x="0" y="1em" dy="1.1em">another one</tspan></text>',
    '<g><rect x="0" y="0" width="5" height="5"/><text x="9" y="30">beside</text></g>',
  ])('%s measures as in the browser', (markup) => {
  // Kerning is not measured.
  agree(markup, 1.5);
});
