// Formulas, set by KaTeX in the build. A wrong one stops the build. KaTeX places its parts with style attributes,
// which the content security policy drops; each distinct one becomes a class, named by what it says.

import { createHash } from 'node:crypto';
import katex from 'katex';

export interface Formula {
  readonly html: string;
  /** Rules by class, for the lesson's stylesheet. */
  readonly rules: ReadonlyMap<string, string>;
}

/** Throws what KaTeX throws: the message says what is wrong with the formula. */
export function setFormula(tex: string, display: boolean): Formula {
  const html = katex.renderToString(tex, {
    displayMode: display,
    output: 'htmlAndMathml',
    throwOnError: true,
    strict: 'error',
    trust: false,
  });
  return withoutStyles(html);
}

export function withoutStyles(html: string): Formula {
  const rules = new Map<string, string>();
  const cleaned = html.replace(/<[a-zA-Z][^<>]*>/g, (tag) => {
    const style = /\sstyle="([^"]*)"/.exec(tag);
    if (!style) return tag;
    const declarations = (style[1] ?? '').replaceAll('&quot;', '"').replace(/;\s*$/, '').trim();
    const rest = tag.replace(style[0], '');
    if (!declarations) return rest;
    const name = `k${createHash('sha256').update(declarations).digest('hex').slice(0, 7)}`;
    rules.set(name, `.katex .${name}{${declarations}}`);
    if (rest.includes(' class="')) return rest.replace(' class="', ` class="${name} `);
    return rest.replace(/\s*\/?>$/, (end) => ` class="${name}"${end}`);
  });
  return { html: cleaned, rules };
}
