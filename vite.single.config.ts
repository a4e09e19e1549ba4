// How dist/glassbox-kms.html is built: the whole site in one file, for a stick or an attachment.

import { defineConfig, mergeConfig } from 'vite';
import { singleFile } from './src/build/single.ts';
import { site } from './vite.config.ts';

export default mergeConfig(
  site,
  defineConfig({
    publicDir: false,
    plugins: [singleFile()],
    define: { __SINGLE_FILE__: true },
    build: {
      outDir: 'dist',
      emptyOutDir: false,
      // Fonts go into the styles, and everything that is loaded later into the one script.
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      cssCodeSplit: false,
      rolldownOptions: { output: { codeSplitting: false } },
    },
  }),
);
