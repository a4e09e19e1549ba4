// Where a path's outline goes: points that lie on it, close enough to bound it. Curves and arcs are sampled.
// The commands are those that Mermaid writes.

export interface Point {
  readonly x: number;
  readonly y: number;
}

export function pointsOf(d: string): Point[] {
  const points: Point[] = [];
  let at: Point = { x: 0, y: 0 };
  let start = at;
  for (const { letter, numbers } of commandsOf(d)) {
    const relative = letter === letter.toLowerCase();
    const base = relative ? at : { x: 0, y: 0 };
    const kind = letter.toUpperCase();
    const next = endOf(kind, numbers, at, base, start);
    points.push(...between(kind, numbers, at, base, next), next);
    if (kind === 'M') start = next;
    at = next;
  }
  return points;
}

interface Command {
  readonly letter: string;
  readonly numbers: readonly number[];
}

const ARGUMENTS: Readonly<Record<string, number>> = {
  M: 2,
  L: 2,
  H: 1,
  V: 1,
  C: 6,
  Q: 4,
  A: 7,
  Z: 0,
};

/** One command for each set of arguments: `L 1 2 3 4` counts as two. */
export function commandsOf(d: string): Command[] {
  return [...d.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)].flatMap(([, letter = 'Z', rest = '']) => {
    const all = [...rest.matchAll(/-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?/g)].map(([n]) => Number(n));
    const size = ARGUMENTS[letter.toUpperCase()] ?? 0;
    if (size === 0 || all.length <= size) return [{ letter, numbers: all }];
    return Array.from({ length: Math.floor(all.length / size) }, (_, i) => ({
      letter: i > 0 && letter === 'M' ? 'L' : i > 0 && letter === 'm' ? 'l' : letter,
      numbers: all.slice(i * size, (i + 1) * size),
    }));
  });
}

function endOf(kind: string, n: readonly number[], at: Point, base: Point, start: Point): Point {
  if (kind === 'Z') return start;
  if (kind === 'H') return { x: base.x + (n[0] ?? 0), y: at.y };
  if (kind === 'V') return { x: at.x, y: base.y + (n[0] ?? 0) };
  return { x: base.x + (n.at(-2) ?? 0), y: base.y + (n.at(-1) ?? 0) };
}

const STEPS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15].map((i) => i / 16);

function between(kind: string, n: readonly number[], from: Point, base: Point, to: Point): Point[] {
  const point = (i: number): Point => ({ x: base.x + (n[i] ?? 0), y: base.y + (n[i + 1] ?? 0) });
  if (kind === 'C') return STEPS.map((t) => cubic([from, point(0), point(2), to], t));
  if (kind === 'Q') return STEPS.map((t) => quadratic([from, point(0), to], t));
  if (kind === 'A') return arc(from, to, n);
  return [];
}

function quadratic([a, b, c]: readonly [Point, Point, Point], t: number): Point {
  const u = 1 - t;
  const mix = (p: number, q: number, r: number): number => u * u * p + 2 * u * t * q + t * t * r;
  return { x: mix(a.x, b.x, c.x), y: mix(a.y, b.y, c.y) };
}

function cubic([a, b, c, d]: readonly [Point, Point, Point, Point], t: number): Point {
  const u = 1 - t;
  const mix = (p: number, q: number, r: number, s: number): number =>
    u * u * u * p + 3 * u * u * t * q + 3 * u * t * t * r + t * t * t * s;
  return { x: mix(a.x, b.x, c.x, d.x), y: mix(a.y, b.y, c.y, d.y) };
}

/** SVG 2, appendix B.2.4, without rotation: Mermaid's arcs have none. */
function arc(from: Point, to: Point, n: readonly number[]): Point[] {
  const [rx = 0, ry = 0, , large = 0, sweep = 0] = n;
  if (rx === 0 || ry === 0) return [];
  const dx = (from.x - to.x) / 2 / rx;
  const dy = (from.y - to.y) / 2 / ry;
  const length = Math.hypot(dx, dy);
  const scale = Math.max(1, length);
  const side = Math.sqrt(Math.max(0, scale * scale - length * length)) / (length || 1);
  const sign = large === sweep ? -1 : 1;
  const cx = (from.x + to.x) / 2 + sign * side * dy * rx;
  const cy = (from.y + to.y) / 2 - sign * side * dx * ry;
  const angle = (p: Point): number => Math.atan2((p.y - cy) / ry, (p.x - cx) / rx);
  let turn = angle(to) - angle(from);
  if (sweep && turn < 0) turn += 2 * Math.PI;
  if (!sweep && turn > 0) turn -= 2 * Math.PI;
  return STEPS.map((t) => ({
    x: cx + rx * scale * Math.cos(angle(from) + t * turn),
    y: cy + ry * scale * Math.sin(angle(from) + t * turn),
  }));
}
