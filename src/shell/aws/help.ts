// `aws help`, `aws kms help`, `aws kms encrypt help`: read from the declarations, as everything else here.

import type { Operation, Service } from '../../aws/operation.ts';
import { limitWords } from '../../scenario/reference-members.ts';
import { kebab } from '../../scenario/code/facts.ts';
import { synopsisOf } from '../../scenario/reference-synopsis.ts';
import { commandable, commandOf, operationFor, operationsOf, serviceFor } from './options.ts';

/** Undefined where no help is asked for. */
export function helpOn(words: readonly string[], services: readonly Service[]): string | undefined {
  if (words.at(-1) !== 'help') return undefined;
  const [command, name] = words.slice(0, -1);
  if (command === undefined) return helpOnAll(services);
  if (command === 's3') return HELP_ON_S3;
  const service = serviceFor(command, services);
  return name === undefined ? helpOnService(service) : helpOnOperation(operationFor(name, service));
}

const helpOnAll = (services: readonly Service[]): string =>
  page([
    ['NAME', ['aws - a simulated AWS, as large as this simulator']],
    ['SYNOPSIS', ['aws [options] <command> <subcommand> [parameters]']],
    [
      'AVAILABLE SERVICES',
      [
        's3',
        ...commandable(services).map(
          (service) => `${commandOf(service).padEnd(16)}${service.title}`,
        ),
      ].sort(),
    ],
    [
      'GLOBAL OPTIONS',
      [
        '--region, --profile, --output json|text|table, --query, --cli-input-json, --max-items, --no-paginate',
      ],
    ],
  ]);

const helpOnService = (service: Service): string =>
  page([
    ['NAME', [`${commandOf(service)} - ${service.title}`]],
    [
      'AVAILABLE COMMANDS',
      operationsOf(service)
        .map(({ name, summary }) => `${kebab(name).padEnd(38)}${summary}`)
        .sort(),
    ],
  ]);

const helpOnOperation = (operation: Operation): string =>
  page([
    ['NAME', [`${kebab(operation.name)} - ${operation.summary}`]],
    ['SYNOPSIS', synopsisOf(operation).split('\n')],
    [
      'OPTIONS',
      Object.entries(operation.input.members).map(
        ([name, shape]) =>
          `--${kebab(name)} (${shape.kind})${shape.optional === true ? '' : ' [required]'}${limitWords(
            shape,
          )
            .map((words) => `; ${words}`)
            .join('')}`,
      ),
    ],
    [
      'OUTPUT',
      Object.entries(operation.output.members).map(([name, { kind }]) => `${name} -> (${kind})`),
    ],
    ['ERRORS', operation.errors.length > 0 ? operation.errors : ['those that every operation has']],
  ]);

const HELP_ON_S3 = `NAME
       s3 - files to and from Amazon S3

AVAILABLE COMMANDS
       aws s3 mb s3://BUCKET
       aws s3 rb s3://BUCKET
       aws s3 ls [s3://BUCKET[/PREFIX]]
       aws s3 cp FROM TO [--sse [AES256|aws:kms|aws:kms:dsse]] [--sse-kms-key-id KEY]
       aws s3 mv FROM TO [--sse …]
       aws s3 rm s3://BUCKET/KEY
       FROM and TO are a file, - for the pipe, or s3://BUCKET/KEY; one of them is in S3.
`;

const page = (sections: readonly (readonly [string, readonly string[]])[]): string =>
  `${sections.map(([title, lines]) => [title, ...lines.map((line) => `       ${line}`)].join('\n')).join('\n\n')}\n`;
