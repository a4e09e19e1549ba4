// The projector's palette: 7:1 for text and 3:1 for shapes, on every surface.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync('src/ui/tokens.css', 'utf8');
const block = /\.projector \{\s+--page[^}]+\}/.exec(css)?.[0] ?? '';
const palette = new Map(
  [...block.matchAll(/--([\w-]+): (#\w{6});/g)].map(([, name = '', colour = '']) => [name, colour]),
);
const colours = [...css.matchAll(/^ {2}--([\w-]+): (?:light-dark|var\(--accent)/gm)].map(
  ([, name = '']) => name,
);

const surfaces = ['page', 'paper', 'well', 'hsm-fill'];
const tones = ['exposed', 'hot', 'sealed', 'wrapped', 'context', 'allow', 'deny'];
const keys = ['key-0', 'key-1', 'key-2', 'key-3'];
const inks = ['ink', 'ink-soft', 'edge', 'accent', 'nonce', 'tag', ...keys, ...tones];

const text: [string, string, number][] = [
  ...inks.flatMap((ink) => surfaces.map((on): [string, string, number] => [ink, on, 7])),
  ...tones.map((tone): [string, string, number] => [tone, `${tone}-tint`, 7]),
  ...tones.map((tone): [string, string, number] => ['ink', `${tone}-tint`, 7]),
  ['on-accent', 'accent', 7],
];
const shapes = surfaces.map((on): [string, string, number] => ['line', on, 3]);

test.each([...text, ...shapes])('on a projector %s on %s has %d:1', (name, on, least) => {
  expect(contrast(colour(name), colour(on))).toBeGreaterThanOrEqual(least);
});

test('the projector states every colour of the palette', () => {
  expect([...palette.keys()].sort()).toEqual([...new Set(colours)].sort());
});

function colour(name: string): string {
  const found = palette.get(name);
  if (found === undefined) throw new Error(`the projector has no colour --${name}`);
  return found;
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
