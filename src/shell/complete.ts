// What may come next on a line: programs, services, operations, options, files. Read from the declarations.

import type { Service } from '../aws/operation.ts';
import { kebab } from '../scenario/code/facts.ts';
import { commandable, commandOf, GLOBAL_OPTIONS, membersOf, operationsOf } from './aws/options.ts';
import { FORMATS } from './aws/output.ts';
import { programs } from './programs/index.ts';

export interface Completing {
  readonly services: readonly Service[];
  readonly files: readonly string[];
  readonly profiles: readonly string[];
}

export interface Completion {
  /** Where the word begins that is to be replaced. */
  readonly from: number;
  readonly words: readonly string[];
}

/** For the end of `text`: what stands after it plays no part. */
export function complete(text: string, about: Completing): Completion {
  // The last command of the line: quotes are not looked into, so an offer may be missed, never wrong.
  const command =
    text
      .split(/[|;&\n`]|\$\(/)
      .at(-1)
      ?.trimStart() ?? '';
  const words = command.split(/\s+/).filter((word) => !/^[A-Za-z_]\w*=/.test(word));
  const last = words.at(-1) ?? '';
  const from = text.length - last.length;
  const offered = offersFor(words, about).filter((word) => word.startsWith(last) && word !== last);
  return { from, words: [...new Set(offered)].sort() };
}

/** Those that are offered; any other can be typed. */
export const regions: readonly string[] = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'eu-west-1',
  'eu-central-1',
  'ap-southeast-1',
];

function offersFor(words: readonly string[], about: Completing): readonly string[] {
  const [program = '', command = '', name = ''] = words;
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  if (words.length <= 1) return Object.keys(programs);
  if (program !== 'aws') return about.files;
  if (words.length === 2) return ['help', 's3', ...commandable(about.services).map(commandOf)];
  if (before === '--region') return regions;
  if (before === '--output') return FORMATS;
  if (before === '--profile') return about.profiles;
  const [scheme] = /^fileb?:\/\//.exec(last) ?? [];
  if (scheme !== undefined) return about.files.map((file) => `${scheme}${file}`);
  if (command === 's3') {
    return words.length === 3
      ? ['cp', 'ls', 'mb', 'mv', 'rb', 'rm']
      : ['--sse', '--sse-kms-key-id', 's3://', ...about.files];
  }
  const service = commandable(about.services).find((one) => commandOf(one) === command);
  if (!service) return [];
  const operations = operationsOf(service);
  if (words.length === 3) return ['help', ...operations.map((one) => kebab(one.name))];
  const operation = operations.find((one) => kebab(one.name) === name);
  if (!operation || !last.startsWith('-')) return [];
  return [...membersOf(operation).keys(), ...GLOBAL_OPTIONS].map((option) => `--${option}`);
}
