// How the library is built: one ES module without DOM, dist/lib/index.js, for Node and browsers.

import { defineConfig, type Plugin } from 'vite';

export default defineConfig({
  publicDir: false,
  plugins: [typesBesideTheModule()],
  build: {
    outDir: 'dist/lib',
    target: 'es2022',
    minify: false,
    lib: { entry: 'src/lib/index.ts', formats: ['es'], fileName: () => 'index.js' },
  },
});

/** `npm run build:lib` has TypeScript write dist/lib/types; this file points there. */
function typesBesideTheModule(): Plugin {
  return {
    name: 'glassbox:lib-types',
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: 'index.d.ts',
        source: "export * from './types/lib/index.ts';\n",
      });
    },
  };
}
