// `npm run new -- lesson|operation|question-type NAME`: writes the files of one new thing where they
// belong and adds its line to the list. Writes nothing at all if the name is bad or taken.
// @ts-check

import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lessonFiles, operationFile, questionTypeFile, questionView } from './templates.mjs';

/** @typedef {{ files: Record<string, string>, edits: Record<string, (text: string) => string>, next: string }} Plan */

/** @type {Map<string, (name: string) => Plan>} */
const kinds = new Map(Object.entries({ lesson, operation, 'question-type': questionType }));

const [kind = '', name = '', ...rest] = process.argv.slice(2);
const plan = kinds.get(kind);
if (!plan || !name || rest.length > 0) {
  refuse('Usage: npm run new -- lesson|operation|question-type NAME');
} else {
  carryOut(plan(name));
}

/** @returns {Plan} */
function lesson(/** @type {string} */ slug) {
  expectKebab(slug, 'data-keys-at-rest');
  const folders = existsSync('lessons') ? readdirSync('lessons') : [];
  const same = folders.find((folder) => folder.replace(/^\d+-/, '') === slug);
  if (same) refuse(`There is a lesson of that name: lessons/${same}.`);
  const last = Math.max(0, ...folders.map((folder) => Number.parseInt(folder, 10) || 0));
  const folder = `lessons/${String(last + 1).padStart(2, '0')}-${slug}`;
  const files = Object.entries(lessonFiles(slug)).map(([file, text]) => [
    `${folder}/${file}`,
    text,
  ]);
  return {
    files: Object.fromEntries(files),
    edits: {},
    next: `Fill them, and look at #/learn/${slug} in npm run dev. The build names what is missing.`,
  };
}

/** @returns {Plan} */
function operation(/** @type {string} */ given) {
  if (!/^(?:[A-Z][a-z]+)+$/.test(given)) {
    refuse(`"${given}" is not how AWS writes a KMS operation. Write it like GenerateDataKey.`);
  }
  const kebab = given.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase();
  return {
    files: { [`src/kms/operations/${kebab}.ts`]: operationFile(given) },
    edits: {
      'src/kms/operations/index.ts': (text) =>
        enlist(text, `import { ${given} } from './${kebab}.ts';`, given),
    },
    next: 'Fill in members, keys, states and errors as AWS has them, and test it in tests/kms/operations.',
  };
}

/** @returns {Plan} */
function questionType(/** @type {string} */ kebab) {
  expectKebab(kebab, 'fill-in');
  const camel = kebab.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
  const pascal = camel.charAt(0).toUpperCase() + camel.slice(1);
  const rules = `import { ${camel} } from './${kebab}.ts';`;
  const view = `import ${pascal} from './${pascal}.svelte';`;
  const key = camel === kebab ? camel : `'${kebab}'`;
  return {
    files: {
      [`src/quiz/types/${kebab}.ts`]: questionTypeFile(camel),
      [`src/ui/quiz/${pascal}.svelte`]: questionView(pascal),
    },
    edits: {
      'src/quiz/item.ts': (text) => text.replace(/(readonly type: [^;]*);/, `$1 | '${kebab}';`),
      'src/build/quiz.ts': (text) => text.replace(/(const TYPES = \[[^\]]*)\]/, `$1, '${kebab}']`),
      'src/quiz/types/index.ts': (text) =>
        enlist(text, rules, key === camel ? key : `${key}: ${camel}`),
      'src/ui/quiz/views.ts': (text) => enlist(text, view, `${key}: ${pascal}`),
    },
    next: 'Now say what it asks, how it is graded, and how it is answered on screen.',
  };
}

/** Puts an import and a line into a table, each in the order of the alphabet. */
function enlist(
  /** @type {string} */ text,
  /** @type {string} */ importing,
  /** @type {string} */ entry,
) {
  const lines = text.split('\n');
  insert(lines, /^import (?:\{ \w+ \}|\w+) from '\.\//, importing);
  insert(lines, /^ {2}['\w].*,$/, `  ${entry},`);
  return lines.join('\n');
}

function insert(
  /** @type {string[]} */ lines,
  /** @type {RegExp} */ kin,
  /** @type {string} */ line,
) {
  const places = lines.flatMap((each, i) => (kin.test(each) ? [i] : []));
  const last = places.at(-1);
  if (last === undefined) refuse(`Its list has another form than this script knows. Add: ${line}`);
  const before = places.find((i) => bare(lines[i] ?? '') > bare(line));
  lines.splice(before ?? last + 1, 0, line);
}

/** Compared without quotes, braces and case. */
function bare(/** @type {string} */ line) {
  return line.replace(/[^\w-]/g, '').toLowerCase();
}

function carryOut(/** @type {Plan} */ { files, edits, next }) {
  for (const file of Object.keys(files)) {
    if (existsSync(file)) refuse(`${file} exists already. Nothing was written.`);
  }
  const edited = Object.entries(edits).map(([file, edit]) => {
    const before = readFileSync(file, 'utf8');
    const text = edit(before);
    if (text === before) refuse(`${file} has another form than this script knows.`);
    return { file, text };
  });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`wrote  ${file}`);
  }
  for (const { file, text } of edited) {
    writeFileSync(file, text);
    console.log(`edited ${file}`);
  }
  console.log(`\n${next}`);
}

function expectKebab(/** @type {string} */ given, /** @type {string} */ example) {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(given)) {
    refuse(`"${given}" will not do: lower-case words joined by hyphens, like ${example}.`);
  }
}

/** @returns {never} */
function refuse(/** @type {string} */ message) {
  console.error(message);
  process.exit(1);
}
