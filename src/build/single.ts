// Puts the whole page into one HTML file that works from a stick: scripts and styles inside, no request ever.
// Its policy names each script and style by hash, since there is no address to trust.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { policyFor } from './csp.ts';

const FILE = 'glassbox-kms.html';

export function singleFile(): Plugin {
  let root = '';
  return {
    name: 'glassbox:single-file',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      ({ root } = config);
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const html = bundle['index.html'];
        if (html?.type !== 'asset') throw new Error('the build made no index.html');
        const theme = readFileSync(path.join(root, 'static/theme.js'), 'utf8');
        const page = inlined(String(html.source), bundle, theme);
        for (const name of Object.keys(bundle)) Reflect.deleteProperty(bundle, name);
        this.emitFile({ type: 'asset', fileName: FILE, source: withPolicy(page) });
      },
    },
  };
}

function inlined(html: string, bundle: Rolldown.OutputBundle, theme: string): string {
  const outputs = Object.values(bundle);
  const scripts = outputs.filter((output) => output.type === 'chunk');
  const [script] = scripts;
  if (!script || scripts.length > 1)
    throw new Error('one script was expected: switch code splitting off');
  const styles = outputs.flatMap((output) =>
    output.type === 'asset' && output.fileName.endsWith('.css') ? [String(output.source)] : [],
  );
  const body = html
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
    .replace(
      /<link rel="(?:icon|manifest|apple-touch-icon|stylesheet|modulepreload)"[^>]*>\s*/g,
      '',
    )
    .replace(/<script[^>]*theme\.js[^>]*><\/script>/, () => `<script>${safe(theme)}</script>`)
    .replace(/<script type="module"[^>]*src="[^"]*assets[^"]*"[^>]*><\/script>\s*/, '')
    .replace(
      '</head>',
      () => `<link rel="icon" href="data:,"><style>${styles.join('\n')}</style></head>`,
    );
  // A function, so that no $ in the code is taken for a replacement pattern.
  return body.replace(
    '</body>',
    () => `<script type="module">${safe(script.code)}</script></body>`,
  );
}

/** A script may hold the text that would end it, and it may hold that which hides its end. */
const safe = (code: string): string =>
  code.replaceAll('</script', String.raw`<\/script`).replaceAll('<!--', String.raw`\x3C!--`);

function withPolicy(html: string): string {
  const hashes = (tag: string): string =>
    [...html.matchAll(new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`, 'g'))]
      .map(([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
      .join(' ');
  const policy = policyFor({
    'script-src': hashes('script'),
    'style-src': hashes('style'),
    'img-src': 'data:',
    'font-src': 'data:',
    'connect-src': "'none'",
    'manifest-src': "'none'",
    'worker-src': "'none'",
  });
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  return html.replace('<head>', () => `<head>${meta}`);
}
