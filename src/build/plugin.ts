// The content of the site as modules: `virtual:lessons` lists what there is, small and at once; `virtual:search` is what
// a search looks through; each
// `virtual:lesson/<slug>` holds one lesson, its scenarios and its own styles, and is loaded when it is opened.

import path from 'node:path';
import { runnerImport, type Plugin, type ViteDevServer } from 'vite';
import type { Catalogue } from './catalogue-type.ts';
import { finish, readCourse, type Draft } from './course.ts';
import { gallery } from './gallery.ts';
import { searchEntries } from './search.ts';
import { sharing } from './shared.ts';

interface Options {
  /** Stands in for the engine in tests. */
  readonly catalogue?: () => Promise<Catalogue>;
}

interface Course {
  readonly catalogue: Catalogue;
  readonly drafts: readonly Draft[];
}

const LIST = 'virtual:lessons';
const SEARCH = 'virtual:search';
const LESSON = 'virtual:lesson/';
/** The mark of modules that are in no file. */
const NO_FILE = '\0';

export function content({ catalogue }: Options = {}): Plugin {
  let root = process.cwd();
  let course: Promise<Course> | undefined;
  const open = (): Promise<Course> => {
    course ??= openCourse(root, catalogue);
    return course;
  };
  const close = (): void => {
    course = undefined;
  };

  return {
    name: 'glassbox:content',
    configResolved(config) {
      root = config.root;
    },
    buildStart: close,
    configureServer: (server) => reloadOnChange(server, close),
    resolveId: (id) =>
      id === LIST || id === SEARCH || id.startsWith(LESSON) ? NO_FILE + id : undefined,
    async load(id) {
      if (!id.startsWith(`${NO_FILE}virtual:`)) return undefined;
      const what = id.slice(NO_FILE.length);
      if (what !== LIST && what !== SEARCH && !what.startsWith(LESSON)) return undefined;
      const { drafts, catalogue: engine } = await open();
      if (what === LIST) return listModule(drafts);
      if (what === SEARCH) {
        return `export const entries = ${JSON.stringify(searchEntries(drafts, engine))};`;
      }
      const name = what.slice(LESSON.length);
      const draft = drafts.find(({ meta }) => meta.slug === name.replace(/\.css$/, ''));
      if (!draft) throw new Error(`There is no lesson "${name}".`);
      return name.endsWith('.css') ? draft.page.css : lessonModule(draft, engine, root);
    },
  };
}

async function openCourse(root: string, stub: Options['catalogue']): Promise<Course> {
  if (stub) {
    const catalogue = await stub();
    return { catalogue, drafts: readCourse(root, catalogue) };
  }
  // The engine runs here, in the build, exactly as it will run in the page.
  const { module } = await runnerImport<Catalogue>(path.join(root, 'src/build/catalogue.ts'), {
    root,
    configFile: false,
    logLevel: 'error',
  });
  return { catalogue: module, drafts: readCourse(root, module) };
}

function listModule(drafts: readonly Draft[]): string {
  const of = (kind: Draft['meta']['kind']): string =>
    rowsOf(drafts.filter(({ meta }) => meta.kind === kind));
  return `export const lessons = ${of('lesson')};\nexport const pages = ${of('page')};`;
}

function rowsOf(drafts: readonly Draft[]): string {
  const rows = drafts.map(({ meta }) => {
    const { goals: _, opens: __, sources: ___, terms: ____, ...brief } = meta;
    const load = `() => import(${JSON.stringify(LESSON + brief.slug)})`;
    return `{ meta: ${JSON.stringify(brief)}, load: ${load} }`;
  });
  return `[\n${rows.join(',\n')}\n]`;
}

async function lessonModule(draft: Draft, catalogue: Catalogue, root: string): Promise<string> {
  const lesson = await finish(draft, catalogue, gallery(root));
  const { folder, page, meta } = draft;
  const { declarations, expressions } = sharing([lesson, catalogue.storyboardsOf(folder.path)]);
  return [
    page.css ? `import ${JSON.stringify(`${LESSON}${meta.slug}.css`)};` : '',
    folder.hasScenarios
      ? `import scenarios from '/${folder.path}/scenario.ts';`
      : 'const scenarios = {};',
    ...declarations,
    `export const lesson = ${expressions[0]};`,
    `export const storyboards = ${expressions[1]};`,
    'export { scenarios };',
  ].join('\n');
}

/** Lessons are played and drawn from many files: whichever changes, all is read again. */
function reloadOnChange(server: ViteDevServer, close: () => void): void {
  const { root } = server.config;
  const matters = /^(?:lessons\/|pages\/|src\/(?!ui\/))/;
  const onChange = (file: string): void => {
    if (!matters.test(path.relative(root, file).replaceAll(path.sep, '/'))) return;
    close();
    for (const { moduleGraph, hot } of Object.values(server.environments)) {
      for (const [id, module] of moduleGraph.idToModuleMap) {
        if (id.startsWith(`${NO_FILE}virtual:`)) moduleGraph.invalidateModule(module);
      }
      hot.send({ type: 'full-reload' });
    }
  };
  for (const event of ['add', 'change', 'unlink'] as const) server.watcher.on(event, onChange);
}
