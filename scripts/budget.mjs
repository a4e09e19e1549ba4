// Weighs the built site: what a first visit loads (JavaScript and CSS, gzip) for the front page and
// for each lesson, without the lesson's own body and fonts. Nothing of Mermaid may be in it at all.
// @ts-check

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const SITE = 'dist/app';
const LIMIT_BYTES = 60_000;

/**
 * Lazy parts that come after the page has said that it is ready, or when asked for. Any other one
 * counts for a lesson. The benchmark measures in a browser what really came before.
 */
const later = [
  /^src\/ui\/(?:inspector\/Inspector|quiz\/Checkpoint)\.svelte$/,
  // The engine, and the suites that few worlds need; a chunk that others share goes by its own name.
  /^(?:src\/(?:scenario\/(?:play|suites)|crypto\/asymmetric\/index)\.ts|_(?:play|suites)-[\w-]{8}\.js)$/,
  /^src\/ui\/(?:cards|class|crash|data|exam|lab|presenter|reference|review|search|settings)\//,
];

/** Text that only Mermaid's own code holds: a lesson may well speak of it. */
const mermaidCode = ['No diagram type detected matching given configuration', 'mermaidAPI'];

/**
 * @typedef {object} Chunk
 * @property {string} file
 * @property {string[]} [css]
 * @property {string[]} [imports]
 * @property {string[]} [dynamicImports]
 */

if (!existsSync(`${SITE}/.vite/manifest.json`)) {
  console.error(`There is nothing in ${SITE}. Run: npm run build`);
  process.exit(1);
}
/** @type {Record<string, Chunk>} */
const manifest = JSON.parse(readFileSync(`${SITE}/.vite/manifest.json`, 'utf8'));
const front = filesOf(['index.html']);
const lessons = Object.keys(manifest).filter((name) => name.includes('virtual:lesson/'));

const tooHeavy = [
  ['#/', front],
  ...lessons.map((name) => [`#/learn/${name.split('/').at(-1)}`, filesForLesson(name)]),
].filter(([route, files]) => !fits(String(route), new Set(files)));
const withMermaid = readdirSync(SITE, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.js'))
  .filter((file) => mermaidCode.some((text) => readFileSync(`${SITE}/${file}`).includes(text)));

for (const file of withMermaid) console.error(`Code of Mermaid is in ${SITE}/${file}.`);
if (lessons.length === 0) console.error('No lesson is in the site.');
process.exitCode = tooHeavy.length + withMermaid.length > 0 || lessons.length === 0 ? 1 : 0;

function fits(/** @type {string} */ route, /** @type {Set<string>} */ files) {
  const bytes = [...files].reduce((sum, file) => sum + zipped(file), 0);
  const kB = (/** @type {number} */ n) => (n / 1000).toFixed(1);
  console.log(`${route}  ${kB(bytes)} of ${kB(LIMIT_BYTES)} kB`);
  if (bytes <= LIMIT_BYTES) return true;
  for (const file of files) console.error(`  ${file}  ${kB(zipped(file))} kB`);
  return false;
}

/** The page, the lazy parts of the screen that a lesson needs, and what the lesson shares with them. */
function filesForLesson(/** @type {string} */ lesson) {
  const parts = lazyFrom('index.html').filter((name) => !name.includes('virtual:'));
  return [...front, ...filesOf(parts), ...filesOf(manifest[lesson]?.imports ?? [])];
}

/** Lazy chunks that a chunk leads to, directly or not, apart from what waits for a request. */
function lazyFrom(/** @type {string} */ start) {
  const found = new Set([start]);
  for (const name of found) {
    const { imports = [], dynamicImports = [] } = manifest[name] ?? {};
    const next = [...imports, ...dynamicImports].filter(
      (other) => !later.some((part) => part.test(other)),
    );
    if (!name.includes('virtual:')) for (const other of next) found.add(other);
  }
  return [...found];
}

/** Files of these chunks and of all that they import. */
function filesOf(/** @type {string[]} */ names) {
  const found = new Set(names);
  for (const name of found) for (const other of manifest[name]?.imports ?? []) found.add(other);
  return [...found].flatMap((name) => {
    const { file, css = [] } = manifest[name] ?? { file: '' };
    return [file, ...css].filter((each) => /\.(?:js|css)$/.test(each));
  });
}

function zipped(/** @type {string} */ file) {
  return gzipSync(readFileSync(`${SITE}/${file}`), { level: 9 }).length;
}
