// How the site is built: dist/app is static and works from any host and any sub-path. What is
// shipped carries no inline script or style, and of KaTeX's fonts only those that lessons use.

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, mergeConfig, type Plugin } from 'vite';
import { contentSecurityPolicy } from './src/build/csp.ts';
import { offline } from './src/build/offline.ts';
import { content } from './src/build/plugin.ts';

/** What the site and the single file share. */
export const site = defineConfig({
  base: './',
  publicDir: 'static',
  // A missing file is a 404, not the front page once more: routes live in the hash.
  appType: 'mpa',
  plugins: [katexFonts(), content(), svelteWithRunes()],
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Most of a build is lessons being played and drawn: no news.
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
});

export default mergeConfig(
  site,
  defineConfig({
    plugins: [contentSecurityPolicy(), offline()],
    define: { __SINGLE_FILE__: false },
    build: {
      outDir: 'dist/app',
      manifest: true,
      // Data URLs would need a wider content security policy.
      assetsInlineLimit: 0,
    },
  }),
);

/** Runes in our own files only: components from packages may be written the old way. */
function svelteWithRunes() {
  return svelte({
    configFile: false,
    dynamicCompileOptions: ({ filename }) =>
      filename.includes('node_modules') ? undefined : { runes: true },
  });
}

/** KaTeX ships 20 faces in three formats. One format is enough, and five families never occur. */
function katexFonts(): Plugin {
  const unused = /KaTeX_(?:Caligraphic|Fraktur|SansSerif|Script|Typewriter)/;
  const olderFormats = /,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\(["'](?:woff|truetype)["']\)/g;
  return {
    name: 'glassbox:katex-fonts',
    enforce: 'pre',
    transform(code, id) {
      if (!/katex(?:\.min)?\.css/.test(id)) return null;
      const kept = code.replace(/@font-face\s*\{[^}]*\}/g, (face) =>
        unused.test(face) ? '' : face.replace(olderFormats, ''),
      );
      return { code: kept, map: null };
    },
  };
}
