// Height by width of a drawing, from its own viewBox: the stylesheet sizes it by that.

export function proportion(svg: string | undefined): number {
  const [, width = '1', height = '0'] = /viewBox="\S+ \S+ (\S+) (\S+)"/.exec(svg ?? '') ?? [];
  return Number(height) / Number(width);
}
