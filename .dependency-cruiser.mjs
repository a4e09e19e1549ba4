// The layers as a table. Imports go one way only, types included; whoever is not named in a row
// cannot be imported from there. `npm run layers` checks it.

const services = ['kms', 's3', 'ec2', 'sqs', 'iam', 'sts', 'cloudtrail', 'cloudhsm', 'xks', 'app'];
const below = ['aws', 'crypto'];

/** Each folder of src, and what it may import. Services never import each other; `sse` is what those share that encrypt. */
const may = {
  crypto: [],
  aws: ['crypto'],
  sse: below,
  ...Object.fromEntries(services.map((service) => [service, ['sse', ...below]])),
  scenario: [...services, 'sse', ...below],
  shell: ['scenario', ...services, 'sse', ...below],
  lib: ['shell', 'scenario', ...services, 'sse', ...below],
  quiz: ['lib', 'shell', 'scenario', ...services, 'sse', ...below],
  ui: ['quiz', 'lib', 'shell', 'scenario', ...services, 'sse', ...below],
  // Runs in Node, makes the site, is never shipped: in nobody's row.
  build: ['quiz', 'lib', 'shell', 'scenario', ...services, 'sse', ...below],
};

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const rows = Object.entries(may).map(([folder, others]) => ({
  name: `layer-${folder}`,
  comment: `src/${folder} may import ${others.join(', ') || 'nothing of ours'}.`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: {
    path: '^(src|lessons|tests|scripts)/',
    pathNot: `^src/(${[folder, ...others].join('|')})/`,
  },
}));

const core = `^src/(${['crypto', 'aws', 'sse', ...services, 'scenario', 'shell', 'quiz'].join('|')})/`;
const packages = 'node_modules/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...rows,
    {
      name: 'layer-unknown',
      comment: 'A new folder in src needs a row in the table above.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: `^src/(${Object.keys(may).join('|')})/` },
      to: {},
    },
    {
      name: 'no-circular',
      comment:
        'Two files that need each other are one file, or lack a third. Types may: they are gone when it runs.',
      severity: 'error',
      from: { path: '^(.+)$' },
      // A component may draw itself within itself.
      to: { circular: true, pathNot: '^$1$', viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'hsm-boundary',
      comment: 'In KMS only the HSM touches ciphers: key material lives nowhere else.',
      severity: 'error',
      from: { path: '^src/kms/', pathNot: '^src/kms/hsm\\.ts$' },
      to: { path: '^src/crypto/(?!(bytes|drbg|suites)\\.ts$)' },
    },
    {
      name: 'noble-only-in-crypto',
      comment: 'src/crypto is the one user of the cipher library.',
      severity: 'error',
      from: { pathNot: '^src/crypto/' },
      to: { path: 'node_modules/@noble/' },
    },
    {
      name: 'core-needs-no-package',
      comment: 'No framework, no platform: the core runs wherever JavaScript does.',
      severity: 'error',
      from: { path: core },
      to: { path: packages, pathNot: 'node_modules/(@noble|@jmespath-community)/' },
    },
    {
      name: 'no-node-in-what-is-shipped',
      comment: 'Only the build runs in Node.',
      severity: 'error',
      from: { path: '^(src/(?!build/)|lessons/)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'mermaid-only-in-build',
      comment: 'Lesson diagrams are drawn in the build: nothing of Mermaid is shipped.',
      severity: 'error',
      from: { path: '^src/(?!build/)' },
      to: { path: 'node_modules/(mermaid|@mermaid-js)/' },
    },
    {
      name: 'lessons-are-data',
      comment: 'A lesson knows only the words that scenarios are written in.',
      severity: 'error',
      from: { path: '^(lessons|pages)/' },
      to: { pathNot: '^src/scenario/(define|phrases)\\.ts$' },
    },
    {
      name: 'runes-only-in-ui',
      comment: 'The core hands out values; only the screen keeps reactive state.',
      severity: 'error',
      from: { path: '\\.svelte(\\.ts)?$', pathNot: '^(src/ui|tests)/' },
      to: {},
    },
    {
      name: 'runes-imported-only-in-ui',
      comment: 'The core hands out values; only the screen keeps reactive state.',
      severity: 'error',
      from: { pathNot: '^(src/ui|tests)/' },
      to: { path: '\\.svelte(\\.ts)?$' },
    },
    {
      name: 'resolvable',
      comment: 'An import must lead somewhere. The build makes the virtual ones.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'browser', 'import', 'types', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.svelte', '.d.ts'],
    },
  },
};
