// The baseline of a lesson's first visit: the same lesson as one plain HTML page, with its text, formulas, diagrams
// and styles, and no script. Both come from the same server, by turns.
// @ts-check

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { isReady, visit } from './visit.mjs';

const FILE = 'plain.html';
const ROUNDS = 7;

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {{ address: string, folder: string, route: string }} site the folder is what is served at the address
 */
export async function measureBesidePlain(browser, { address, folder, route }) {
  writeFileSync(path.join(folder, FILE), await plainPage(browser, address + route));
  const lessons = [];
  const plains = [];
  for (let round = 0; round < ROUNDS; round++) {
    lessons.push(figuresOf(await visit(browser, address + route)));
    plains.push(figuresOf(await visit(browser, address + FILE)));
  }
  const lesson = medians(lessons);
  const plain = medians(plains);
  return { route, lesson, plain, ratio: ratios(lesson, plain) };
}

/** The lesson as it stands when it is ready. @param {import('@playwright/test').Browser} browser @param {string} url */
async function plainPage(browser, url) {
  const page = await browser.newPage();
  await page.goto(url);
  await isReady(page);
  const { title, body, sheets } = await page.evaluate(() => ({
    title: document.title,
    body: document.querySelector('#app')?.innerHTML ?? '',
    sheets: [...document.styleSheets].flatMap(({ href }) => href ?? []),
  }));
  const styles = await Promise.all(
    sheets.map(async (sheet) => {
      const text = await (await page.request.get(sheet)).text();
      return text.replaceAll(/url\((["']?)(?!data:)([^)"']+)\1\)/g, (_all, _quote, file) => {
        const { pathname } = new URL(file, sheet);
        return `url(${path.posix.relative(new URL(url).pathname, pathname)})`;
      });
    }),
  );
  await page.close();
  return [
    '<!doctype html><html lang="en" data-ready="true"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title><style>${styles.join('\n')}</style></head>`,
    `<body><div id="app">${body}</div></body></html>`,
  ].join('\n');
}

/** @param {import('./visit.mjs').Visit} visited */
const figuresOf = ({ files, ...times }) => ({
  bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  ...times,
});

/** @typedef {ReturnType<typeof figuresOf>} Figures */

/** @param {Figures[]} rounds */
function medians(rounds) {
  const median = (/** @type {keyof Figures} */ name) =>
    rounds.map((figures) => figures[name]).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
  return each(median);
}

/** @param {Figures} lesson @param {Figures} plain */
const ratios = (lesson, plain) => each((name) => Number((lesson[name] / plain[name]).toFixed(2)));

/** @param {(name: keyof Figures) => number} figure @returns {Figures} */
const each = (figure) => ({
  bytes: figure('bytes'),
  paintedMs: figure('paintedMs'),
  diagramMs: figure('diagramMs'),
  readyMs: figure('readyMs'),
});
