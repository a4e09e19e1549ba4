// The little SVG that a drawing is written in: elements, attributes, text. Nothing that a strict content
// security policy would refuse can be said with it.

export type Attributes = Readonly<Record<string, string | number | undefined>>;

export function tag(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const pairs = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        ` ${key}="${typeof value === 'number' ? String(round(value)) : escape(value ?? '')}"`,
    )
    .join('');
  const inside = children.join('');
  return inside ? `<${name}${pairs}>${inside}</${name}>` : `<${name}${pairs}/>`;
}

export function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** One decimal: a tenth of a pixel is finer than anyone sees. */
export function round(value: number): number {
  return Math.round(value * 10) / 10 + 0;
}

export function roundAll(text: string): string {
  return text.replace(/-?\d*\.?\d+(?:e-?\d+)?/g, (number) => String(round(Number(number))));
}

export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A finished picture, and the same in words: one line for each message or edge. */
export interface Drawn {
  readonly svg: string;
  readonly text: readonly string[];
}

/** The page labels the picture; its texts are repeated in words beside it. */
export function picture(
  kind: string,
  frame: Frame,
  fontSize: number,
  ...children: readonly string[]
): string {
  return tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: `glass ${kind}`,
      role: 'img',
      viewBox: [frame.x, frame.y, frame.width, frame.height].map(round).join(' '),
      'font-family': 'Arial, Helvetica, sans-serif',
      'font-size': fontSize,
    },
    ...children,
  );
}
