// Python with boto3.

import { literal, snake, type CallFacts, type Spelling } from './facts.ts';

export function boto3({ service, operation, input, region }: CallFacts): string {
  const entries = Object.entries(input).map(
    ([member, value]) => `    ${member}=${literal(member, value, PYTHON)},`,
  );
  const call =
    entries.length === 0
      ? [`answer = ${service}.${snake(operation)}()`]
      : [`answer = ${service}.${snake(operation)}(`, ...entries, ')'];
  return [
    'import boto3',
    '',
    `${service} = boto3.client("${service}", region_name="${region}")`,
    ...call,
  ].join('\n');
}

const PYTHON: Spelling = {
  bytes: snake,
  words: { true: 'True', false: 'False', null: 'None' },
};
