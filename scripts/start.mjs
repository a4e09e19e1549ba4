// `npm start`: builds the site if it is missing or older than its sources, serves it, and prints
// the address. Takes port 4173, or the next free one.
// @ts-check

import { readdirSync, statSync } from 'node:fs';
import { build, preview } from 'vite';

if (newest(['dist/app/index.html']) < newest(sources())) await build().catch(giveUp);
const server = await preview({ preview: { port: 4173 } });
const taken = server.httpServer.address();
const port = typeof taken === 'object' && taken !== null ? taken.port : 4173;
console.log(`\nGlassbox KMS is at http://localhost:${port}\n`);

/** A mistake in a lesson names its file, line and cure: no stack beside it. */
function giveUp(/** @type {unknown} */ error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** Everything that the site is made from. */
function sources() {
  const inside = ['src', 'lessons', 'static'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  );
  return ['index.html', 'vite.config.ts', 'package-lock.json', ...inside];
}

/** A folder counts too: its time moves when a file in it is taken away. */
function newest(/** @type {string[]} */ files) {
  return Math.max(
    0,
    ...files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0),
  );
}
