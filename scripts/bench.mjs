// `npm run bench`: how fast the engine and the page are, each figure beside a baseline of the same run or beside its
// target. `--json` prints the same for machines. `--engine` leaves the page out.
// @ts-check

import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build, preview } from 'vite';
import { measureLighthouse } from '../bench/lighthouse.mjs';
import { measurePage } from '../bench/page.mjs';

const { values: asked } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    engine: { type: 'boolean', default: false },
  },
});

const targets = {
  ratio: 0.4,
  sdk: 1.5,
  growth: 1.5,
  stepMs: 16.7,
  firstLoadBytes: 60_000,
  lighthouse: 95,
};

/** What the page's figures are about, where one lesson stands for all. */
const LESSON = '#/learn/envelope-encryption';

const now = () => performance.now();
const { measureEngine, measureGrowth } = await bundled('engine');
const { measureSdk } = await bundled('sdk');
const report = {
  engine: measureEngine(now),
  growth: measureGrowth(now),
  sdk: await measureSdk(now),
  ...(asked.engine ? {} : await page()),
};
if (asked.json) console.log(JSON.stringify(report, undefined, 2));
else print(report);

async function bundled(/** @type {string} */ name) {
  const outDir = mkdtempSync(path.join(tmpdir(), 'glassbox-bench-'));
  try {
    await build({
      configFile: false,
      logLevel: 'silent',
      ssr: { noExternal: true },
      build: {
        ssr: `bench/${name}.ts`,
        outDir,
        rolldownOptions: { output: { entryFileNames: `${name}.mjs` } },
      },
    });
    return await import(pathToFileURL(path.join(outDir, `${name}.mjs`)).href);
  } finally {
    rmSync(outDir, { recursive: true });
  }
}

async function page() {
  if (!existsSync('dist/app/index.html')) await build({ logLevel: 'silent' });
  // A copy: the plain page is laid beside the site. Vite's server compresses, as any host should.
  const folder = mkdtempSync(path.join(tmpdir(), 'glassbox-bench-'));
  cpSync('dist/app', folder, { recursive: true });
  const server = await preview({
    configFile: false,
    logLevel: 'silent',
    build: { outDir: folder },
    preview: { host: '127.0.0.1' },
  });
  const address = server.resolvedUrls?.local[0] ?? '';
  try {
    const figures = await measurePage({ address, folder, route: LESSON });
    return { ...figures, lighthouse: await measureLighthouse(address + LESSON) };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
}

function print(
  /** @type {any} */ { engine: rows, growth, sdk, loads, besidePlain, steps, lighthouse },
) {
  console.log(`\nEngine, whole path, beside the bare cipher (target ${targets.ratio})`);
  for (const { name, callsPerSecond, ratio } of rows) {
    console.log(
      `  ${name.padEnd(26)} ${String(callsPerSecond).padStart(7)}/s  ${ratio.toFixed(2)}`,
    );
  }
  console.log(
    `\nWith much in the world, beside with little (target ${targets.growth} times the time)`,
  );
  for (const { name, callsPerSecond, growth: times } of growth) {
    console.log(
      `  ${name.padEnd(38)} ${String(callsPerSecond).padStart(7)}/s  ${times.toFixed(2)}`,
    );
  }
  console.log(`\nThe AWS SDK, beside a ready answer (target ${targets.sdk} times the time)`);
  for (const { name, callsPerSecond, ratio } of sdk) {
    console.log(
      `  ${name.padEnd(26)} ${String(callsPerSecond).padStart(7)}/s  ${ratio.toFixed(2)}`,
    );
  }
  if (!loads) return;
  console.log(
    `\nFirst load, JavaScript and CSS until ready, gzip (target ${targets.firstLoadBytes / 1000} kB)`,
  );
  for (const { route, bytes, diagramMs, readyMs } of loads) {
    const diagram = diagramMs ? `first diagram after ${diagramMs} ms, ` : '';
    console.log(`  ${route.padEnd(30)} ${kB(bytes)}, ${diagram}ready after ${readyMs} ms`);
  }
  console.log(
    `\n${besidePlain.route}, all of it, beside the same as a plain HTML page without scripts`,
  );
  for (const name of ['lesson', 'plain']) {
    const { bytes, paintedMs, diagramMs, readyMs } = besidePlain[name];
    console.log(
      `  ${name.padEnd(30)} ${kB(bytes)}, painted after ${paintedMs} ms, first diagram ${diagramMs} ms, ready ${readyMs} ms`,
    );
  }
  const { bytes, paintedMs, diagramMs, readyMs } = besidePlain.ratio;
  console.log(
    `  ${'ratio'.padEnd(30)} ${bytes} of the bytes, painted ${paintedMs}, first diagram ${diagramMs}, ready ${readyMs}`,
  );
  console.log(`\nOne step (target ${targets.stepMs} ms at p95)`);
  for (const [name, { p50, p95 }] of Object.entries(steps)) {
    console.log(`  ${name.padEnd(30)} p50 ${p50} ms, p95 ${p95} ms`);
  }
  console.log(`\nLighthouse, mobile (targets 100, performance ${targets.lighthouse})`);
  console.log(`  ${typeof lighthouse === 'string' ? lighthouse : JSON.stringify(lighthouse)}`);
}

function kB(/** @type {number} */ bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(6)} kB`;
}
