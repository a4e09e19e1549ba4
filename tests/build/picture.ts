// Reads a drawing back: attributes, lines of text, the frame.

export function all(svg: string, name: string): string[] {
  return [...svg.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value]) => value ?? '');
}

export function attribute(svg: string, name: string): string | undefined {
  return all(svg, name)[0];
}

export function viewBox(svg: string): { x: number; y: number; width: number; height: number } {
  const [x = 0, y = 0, width = 0, height = 0] = (attribute(svg, 'viewBox') ?? '')
    .split(' ')
    .map(Number);
  return { x, y, width, height };
}

/** Every line of text: its centre and baseline. */
export function linesIn(svg: string): { text: string; x: number; y: number }[] {
  return [...svg.matchAll(/<(?:text|tspan)[^>]*\sx="([\d.-]+)" y="([\d.-]+)"[^>]*>([^<]+)</g)].map(
    ([, x, y, text = '']) => ({
      text: text
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&'),
      x: Number(x),
      y: Number(y),
    }),
  );
}
