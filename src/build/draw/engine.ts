// Mermaid without a browser: its own bundle in a jsdom window of its own, so that nothing of the build's globals
// is touched. The window has no layout; boxOf answers in its place. One drawing at a time.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import { JSDOM } from 'jsdom';
import type { Mermaid, MermaidConfig } from 'mermaid';
import { boxOf, inherited, NOTHING, type Box } from './bbox.ts';

/** Marks the texts by which Mermaid would size and space the lanes; fit.ts does that instead. */
export const FITTED_WEIGHT = 400;

/** Mermaid's own picture, as a detached element. */
export function render(
  source: string,
  fontSize: number,
  config: MermaidConfig,
): Promise<SVGSVGElement> {
  const result = queue.then(() => renderNow(source, fontSize, config));
  queue = result.catch(() => undefined);
  return result;
}

let queue: Promise<unknown> = Promise.resolve();
let workshop: Workshop | undefined;

interface Workshop {
  readonly document: Document;
  readonly mermaid: Mermaid;
  fontSize: number;
}

async function renderNow(
  source: string,
  fontSize: number,
  config: MermaidConfig,
): Promise<SVGSVGElement> {
  workshop ??= openWorkshop();
  workshop.fontSize = fontSize;
  const { mermaid, document } = workshop;
  mermaid.initialize({
    ...config,
    startOnLoad: false,
    suppressErrorRendering: true,
    securityLevel: 'strict',
    deterministicIds: true,
    handDrawnSeed: 1,
    look: 'classic',
    theme: 'neutral',
    layout: 'dagre',
    htmlLabels: false,
    fontSize,
    fontFamily: 'Arial, Helvetica, sans-serif',
  });
  const { svg } = await mermaid.render('drawing', source);
  const holder = document.createElement('div');
  holder.innerHTML = svg;
  const picture = holder.querySelector('svg');
  if (!picture) throw new Error('Mermaid gave no picture.');
  return picture;
}

function openWorkshop(): Workshop {
  const dom = new JSDOM('<!doctype html><body></body>', {
    runScripts: 'outside-only',
    pretendToBeVisual: true,
  });
  const inside = dom.getInternalVMContext();
  const bundle = createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js');
  new Script('globalThis.structuredClone ??= (it) => JSON.parse(JSON.stringify(it))').runInContext(
    inside,
  );
  new Script(readFileSync(bundle, 'utf8'), { filename: bundle }).runInContext(inside);
  const window = dom.window as unknown as {
    mermaid: Mermaid;
    document: Document;
    SVGElement: typeof SVGElement;
  };
  const opened: Workshop = { document: window.document, mermaid: window.mermaid, fontSize: 16 };
  Object.assign(window.SVGElement.prototype, {
    getBBox(this: SVGElement): Box {
      const box = boxOf(this, opened.fontSize);
      return isFittedTrial(this) ? { ...box, width: 1 } : box;
    },
    getComputedTextLength(this: SVGElement): number {
      return boxOf(this, opened.fontSize).width;
    },
    getBoundingClientRect: (): Box => NOTHING,
  });
  return opened;
}

/** Mermaid tries texts out in a bare svg of the body before it lays the lanes out. */
function isFittedTrial(element: SVGElement): boolean {
  return (
    element.parentElement?.localName === 'svg' &&
    element.parentElement.parentElement?.localName === 'body' &&
    inherited(element, 'font-weight') === String(FITTED_WEIGHT)
  );
}
