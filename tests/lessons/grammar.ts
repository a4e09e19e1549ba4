// Mermaid's own parser, in a window of its own: the one that draws lessons in the build.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import { JSDOM } from 'jsdom';
import type { Mermaid } from 'mermaid';

export function openGrammar(): Mermaid {
  const dom = new JSDOM('<!doctype html><body></body>', { runScripts: 'outside-only' });
  const inside = dom.getInternalVMContext();
  const bundle = createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js');
  new Script('globalThis.structuredClone ??= (it) => JSON.parse(JSON.stringify(it))').runInContext(
    inside,
  );
  new Script(readFileSync(bundle, 'utf8'), { filename: bundle }).runInContext(inside);
  return (dom.window as unknown as { mermaid: Mermaid }).mermaid;
}
