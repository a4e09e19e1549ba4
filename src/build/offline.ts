// Writes sw.js: the service worker with the list of all files that the build made, and their version.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

const WORKER = 'src/ui/service-worker.js';

export function offline(): Plugin {
  let root = '';
  let publicDir = '';
  return {
    name: 'glassbox:offline',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      ({ root, publicDir } = config);
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = new Map<string, string | Uint8Array>();
        for (const file of filesIn(publicDir)) {
          files.set(file, readFileSync(path.join(publicDir, file)));
        }
        for (const [name, output] of Object.entries(bundle)) {
          // Vite's own record of the build is for tools, not for visitors.
          if (name.endsWith('.map') || name.startsWith('.vite/')) continue;
          files.set(
            name === 'index.html' ? './' : name,
            output.type === 'chunk' ? output.code : output.source,
          );
        }
        const urls = [...files.keys()].sort();
        const version = createHash('sha256');
        for (const url of urls) version.update(url).update(files.get(url) ?? '');
        const worker = readFileSync(path.join(root, WORKER), 'utf8');
        this.emitFile({
          type: 'asset',
          fileName: 'sw.js',
          source: [
            `const VERSION = ${JSON.stringify(version.digest('hex').slice(0, 16))};`,
            `const FILES = ${JSON.stringify(urls)};`,
            worker,
          ].join('\n'),
        });
      },
    },
  };
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'),
    );
}
