// A command line of the CLI, taken apart: what is for the CLI itself, which operation is meant, and its options.

import type { Operation, Service } from '../../aws/operation.ts';
import type { Shape } from '../../aws/shape.ts';
import { kebab } from '../../scenario/code/facts.ts';
import { misused, nearest } from './usage.ts';

/** Options that every command takes. Those that take no value are marked so. */
const GLOBAL: Readonly<Record<string, 'value' | 'flag'>> = {
  'ca-bundle': 'value',
  'cli-binary-format': 'value',
  'cli-connect-timeout': 'value',
  'cli-input-json': 'value',
  'cli-read-timeout': 'value',
  color: 'value',
  debug: 'flag',
  'endpoint-url': 'value',
  'generate-cli-skeleton': 'value',
  'max-items': 'value',
  'no-cli-auto-prompt': 'flag',
  'no-cli-pager': 'flag',
  'no-paginate': 'flag',
  'no-sign-request': 'flag',
  'no-verify-ssl': 'flag',
  output: 'value',
  'page-size': 'value',
  profile: 'value',
  query: 'value',
  region: 'value',
  'starting-token': 'value',
  version: 'flag',
};

export const GLOBAL_OPTIONS: readonly string[] = Object.keys(GLOBAL);

export interface Line {
  readonly globals: ReadonlyMap<string, string>;
  /** What stands before any option: the service, the operation, and perhaps names. */
  readonly words: readonly string[];
  /** Options of the operation, each with what follows it. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

export function readLine(args: readonly string[], isGlobal = isGlobalOption): Line {
  const globals = new Map<string, string>();
  const words: string[] = [];
  const options = new Map<string, string[]>();
  let open: string[] | undefined;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const [, name, attached] = /^--([a-z0-9][a-z0-9-]*)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name === undefined) {
      (open ?? words).push(arg);
    } else if (isGlobal(name)) {
      open = undefined;
      if (GLOBAL[name] === 'flag') globals.set(name, '');
      else {
        const value = attached ?? args[++i];
        const bare =
          name === 'generate-cli-skeleton' && (value === undefined || value.startsWith('--'));
        if (bare) i -= attached === undefined ? 1 : 0;
        else if (value === undefined) throw misused(`argument --${name}: expected one argument`);
        globals.set(name, bare ? 'input' : (value ?? ''));
      }
    } else {
      open = attached === undefined ? [] : [attached];
      options.set(name, open);
    }
  }
  return { globals, words, options };
}

const isGlobalOption = (name: string): boolean => Object.hasOwn(GLOBAL, name);

export const commandOf = ({ name, command = name }: Service): string => command;

/** Services that the CLI knows: those that an SDK calls. */
export const commandable = (services: readonly Service[]): readonly Service[] =>
  services.filter(({ client }) => client !== undefined);

export const operationsOf = ({ operations }: Service): readonly Operation[] =>
  operations.filter(({ event }) => event !== 'none');

export function serviceFor(word: string, services: readonly Service[]): Service {
  const known = commandable(services);
  const found = known.find((service) => commandOf(service) === word);
  if (found) return found;
  throw misused(choices('command', word, ['s3', ...known.map(commandOf)]));
}

export function operationFor(word: string | undefined, service: Service): Operation {
  const known = operationsOf(service);
  const found = known.find(({ name }) => kebab(name) === word);
  if (found) return found;
  if (word === undefined) throw misused('the following arguments are required: operation');
  throw misused(
    choices(
      'operation',
      word,
      known.map(({ name }) => kebab(name)),
    ),
  );
}

function choices(what: string, word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  const hint =
    near.length === 0
      ? ''
      : `\n\nmaybe you meant:\n\n${near.map((one) => `  * ${one}`).join('\n')}`;
  return `argument ${what}: Found invalid choice '${word}'${hint}\n`;
}

/** Members by the names that options have. */
export const membersOf = ({ input }: Operation): ReadonlyMap<string, readonly [string, Shape]> =>
  new Map(Object.entries(input.members).map((member) => [kebab(member[0]), member]));

/** An option of one value takes one: what stands after it are words, such as the file of get-object. */
export function settled({ globals, words, options }: Line, operation: Operation): Line {
  const members = membersOf(operation);
  const after: string[] = [];
  const own = [...options].map(([option, texts]) => {
    const kind = members.get(option)?.[1].kind ?? 'list';
    const takes = ONE_VALUE.includes(kind) ? 1 : kind === 'boolean' ? 0 : texts.length;
    after.push(...texts.slice(takes));
    return [option, texts.slice(0, takes)] as const;
  });
  return { globals, words: [...words, ...after], options: new Map(own) };
}

const ONE_VALUE: readonly Shape['kind'][] = ['text', 'blob', 'integer', 'timestamp', 'choice'];
