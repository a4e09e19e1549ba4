// `npm test`: every check there is, one after the other, then one line with the total. A failed
// check counts as one failure; later checks still run, unless they need what failed.
// @ts-check

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const reports = mkdtempSync(path.join(tmpdir(), 'glassbox-'));
const total = { passed: 0, failed: 0 };

for (const check of ['types', 'lint', 'layers', 'unused', 'format:check']) count(run(check));
count(vitest());
const built = run('build');
count(built);
if (built.failed === 0) {
  count(run('budget'));
  count(playwright());
} else {
  console.log('\nNo site was built: its budget and the end-to-end tests were not tried.');
}

rmSync(reports, { recursive: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** A check of its own is no test: it only counts when it fails. */
function run(/** @type {string} */ script) {
  return { passed: 0, failed: npm(['run', '--silent', script], {}) ? 0 : 1 };
}

function vitest() {
  const file = path.join(reports, 'vitest.json');
  const options = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const ok = npm(['exec', '--', 'vitest', 'run', ...options], {});
  const { numPassedTests = 0, numFailedTests = 0 } = read(file);
  return tally(ok, numPassedTests, numFailedTests);
}

function playwright() {
  const file = path.join(reports, 'playwright.json');
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  const ok = npm(['exec', '--', 'playwright', 'test', '--reporter=list,json'], env);
  const { expected = 0, unexpected = 0, flaky = 0 } = read(file).stats ?? {};
  return tally(ok, expected, unexpected + flaky);
}

/** A runner that failed without naming a test (a file that does not load) counts as one failure. */
function tally(
  /** @type {boolean} */ ok,
  /** @type {number} */ passed,
  /** @type {number} */ failed,
) {
  return { passed, failed: ok ? failed : Math.max(1, failed) };
}

function count(/** @type {{ passed: number, failed: number }} */ result) {
  total.passed += result.passed;
  total.failed += result.failed;
}

/** A runner that broke down early leaves no report. */
function read(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

function npm(/** @type {string[]} */ args, /** @type {NodeJS.ProcessEnv} */ env) {
  console.log(`\n> ${args.filter((arg) => !arg.startsWith('-')).join(' ')}`);
  const windows = process.platform === 'win32';
  const done = spawnSync(windows ? 'npm.cmd' : 'npm', args, {
    stdio: 'inherit',
    shell: windows,
    env: { ...process.env, ...env },
  });
  return done.status === 0;
}
