// The palette keeps its promise: 4.5:1 for text and 3:1 for shapes, in light and dark, on every surface.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync('src/ui/tokens.css', 'utf8');
const pairs = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }] as const,
  ),
);
const surfaces = ['page', 'paper', 'well'];
const tones = ['exposed', 'hot', 'sealed', 'wrapped', 'context', 'allow', 'deny'];
const inks = ['ink', 'ink-soft', 'accent', 'nonce', 'tag', 'key-1', 'key-2', 'key-3', ...tones];

const text: [string, string, number][] = [
  ...inks.flatMap((ink) => surfaces.map((on): [string, string, number] => [ink, on, 4.5])),
  ...tones.map((tone): [string, string, number] => [tone, `${tone}-tint`, 4.5]),
  ...tones.map((tone): [string, string, number] => ['ink', `${tone}-tint`, 4.5]),
  ['accent', 'hsm-fill', 4.5],
  ['ink', 'hsm-fill', 4.5],
  ['on-accent', 'accent', 4.5],
];
const shapes = surfaces.map((on): [string, string, number] => ['edge', on, 3]);

test.each([...text, ...shapes])('%s on %s has %d:1', (name, on, least) => {
  for (const theme of ['light', 'dark'] as const) {
    const ratio = contrast(colour(name)[theme], colour(on)[theme]);
    expect(ratio, theme).toBeGreaterThanOrEqual(least);
  }
});

function colour(name: string): { light: string; dark: string } {
  const pair = pairs.get(name);
  if (!pair) throw new Error(`tokens.css has no colour --${name}`);
  return pair;
}

/** WCAG 2.2, "contrast ratio". */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
