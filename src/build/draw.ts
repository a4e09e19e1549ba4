// Draws a Mermaid source as an SVG that a strict content security policy allows and that the site's own stylesheet
// (src/ui/diagram.css) colours. Mermaid lays out, in Node, without a browser; the result is written again here.

import { render } from './draw/engine.ts';
import { fitSequence, MEASURES, type Variant } from './draw/fit.ts';
import { flowchart } from './draw/flowchart.ts';
import { sequence } from './draw/sequence.ts';
import { inWords } from './draw/statements.ts';
import type { Drawn } from '../scenario/diagrams/svg.ts';

export async function draw(source: string, variant: Variant): Promise<Drawn> {
  const kind = /^(?:\s*%%.*\n)*\s*(\w+)/.exec(source)?.[1];
  if (kind === 'flowchart' || kind === 'graph') return flowchart(source, variant);
  if (kind !== 'sequenceDiagram') {
    throw new Error(`"${kind ?? ''}" is not drawn here: use sequenceDiagram or flowchart.`);
  }
  const { source: fitted, config, measures } = fitSequence(source, variant);
  const drawn = await render(fitted, MEASURES[variant].fontSize, config);
  return { svg: sequence(drawn, variant, measures), text: inWords(source) };
}
