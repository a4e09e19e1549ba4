// What the compiler cannot say. The strict sets of each tool, then the rules that are this
// project's own: a core that reaches for nothing, lessons that are data, effects in few places.

import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';

/** The only components that may run effects: each drives something that Svelte does not draw. */
const mayRunEffects = ['src/ui/**/Diagram.svelte'];

/** The only components that may insert HTML: it was made and checked in the build. */
const mayInsertHtml = ['src/ui/lesson/Blocks.svelte', 'src/ui/parts/Picture.svelte'];

/** Everything but the edge, so that a new service is bound from its first line. */
const core = ['src/*/**/*.ts', '{lessons,pages}/**/*.ts'];
const edge = ['src/{build,lib,ui}/**'];
const scenarios = ['{lessons,pages}/**/scenario.ts'];
const typed = ['**/*.ts', '**/*.svelte'];

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'test-results/', 'playwright-report/']),
  js.configs.recommended,
  { files: typed, extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked] },
  // After TypeScript's: components need their own parser around it.
  svelte.configs.recommended,
  {
    files: typed,
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  { files: ['**/*.{js,mjs}'], languageOptions: { globals: globals.node } },

  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-warning-comments': 'error',
      // The compiler knows better.
      'no-undef': 'off',
      // AWS's patterns hold them.
      'no-control-regex': 'off',
      'no-restricted-syntax': ['error', ...everywhere(), ...namedExports()],
      // Aims: they ask a question in review and stop nobody.
      complexity: ['warn', 15],
      'max-lines': ['warn', { max: 250, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: typed,
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Spreading a string into its characters is meant.
      '@typescript-eslint/no-misused-spread': [
        'error',
        { allow: [{ from: 'lib', name: 'string' }] },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/*/shape.ts', 'src/**/shapes.ts'],
    // Not for shapes: there the type that is inferred is the point.
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'error' },
  },

  {
    files: core,
    ignores: edge,
    rules: {
      'no-restricted-globals': ['error', { globals: surroundings(), checkGlobalObject: true }],
      'no-restricted-properties': ['error', ...chance()],
      'no-restricted-syntax': ['error', ...everywhere(), ...namedExports(), ...clockAndWaiting()],
    },
  },
  {
    files: scenarios,
    rules: {
      'no-restricted-syntax': ['error', ...everywhere(), ...clockAndWaiting(), ...functions()],
    },
  },

  {
    files: ['src/ui/**/*.{svelte,ts}'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere(), ...namedExports(), ...effects()] },
  },
  {
    files: mayRunEffects,
    rules: { 'no-restricted-syntax': ['error', ...everywhere(), ...namedExports()] },
  },
  {
    files: ['**/*.svelte'],
    rules: {
      // The content security policy drops style attributes.
      'svelte/no-inline-styles': 'error',
      // Svelte's state changes where the linter cannot see it, and what a template infers looks
      // untyped from here. `npm run types` sees both.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: mayInsertHtml, rules: { 'svelte/no-at-html-tags': 'off' } },
  {
    files: ['**/*.d.ts'],
    // A declaration of a virtual module has no other way to name a type.
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },

  {
    files: ['tests/**/*.ts'],
    rules: {
      // In a test a wrong `!` fails the test, and that is what a test is for.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: [
      '*.config.{js,ts}',
      '.dependency-cruiser.mjs',
      'scripts/**',
      'examples/**',
      'src/build/**',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['*.config.{js,ts}', '.dependency-cruiser.mjs'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere()] },
  },
);

function everywhere() {
  return [forbid('ExportAllDeclaration', 'Name what is exported, so that its users can be found.')];
}

function namedExports() {
  const message = 'Export by name: one word per thing, wherever it is used.';
  return [
    forbid('ExportDefaultDeclaration', message),
    forbid('ExportSpecifier[exported.name="default"]', message),
  ];
}

/** Time and chance are handed in, and the core never waits: it can be replayed to the byte. */
function clockAndWaiting() {
  const clock = 'Time is handed in: use the cloud’s clock.';
  const waiting = 'The core is synchronous: do it at the edge and hand the result in.';
  return [
    forbid('NewExpression[callee.name="Date"][arguments.length=0]', clock),
    forbid('CallExpression[callee.name="Date"]', clock),
    forbid(':function[async=true]', waiting),
    forbid('AwaitExpression', waiting),
    forbid('ForOfStatement[await=true]', waiting),
    forbid('ImportExpression', waiting),
    forbid('TSTypeReference > Identifier[name="Promise"]', waiting),
  ];
}

function functions() {
  const message = 'A scenario is data: what it needs to do belongs in src/scenario.';
  return [forbid(':function', message), forbid('ClassDeclaration, ClassExpression', message)];
}

function effects() {
  const message = 'Derive, don’t sync. If it must be an effect, name the file in eslint.config.js.';
  return [
    forbid('CallExpression[callee.name="$effect"]', message),
    forbid('CallExpression[callee.object.name="$effect"]', message),
  ];
}

function chance() {
  const message = 'Time and chance are handed in: use the cloud’s clock and the call’s entropy.';
  return [
    { object: 'Math', property: 'random', message },
    { object: 'Date', property: 'now', message },
  ];
}

/** Everything that a browser or Node offers globally, apart from what only computes. */
function surroundings() {
  const text = ['TextDecoder', 'TextEncoder', 'atob', 'btoa'];
  const pure = [...text, 'URL', 'URLSearchParams', 'structuredClone'];
  const names = new Set([
    ...Object.keys(globals.browser),
    ...Object.keys(globals.node),
    'Promise',
    'Atomics',
    'WebAssembly',
  ]);
  return [...names]
    .filter((name) => !pure.includes(name))
    .map((name) => ({ name, message: 'The core reaches for nothing: have it handed in.' }));
}

function forbid(selector, message) {
  return { selector, message };
}
