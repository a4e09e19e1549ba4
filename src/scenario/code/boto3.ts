// Python with boto3.

import { snake, type CallFacts } from './facts.ts';

export function boto3({ service, operation, input, region }: CallFacts): string {
  const entries = Object.entries(input).map(
    ([member, value]) => `    ${member}=${literal(member, value)},`,
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

function literal(member: string, value: unknown): string {
  if (value instanceof Uint8Array) return snake(member);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return JSON.stringify(value);
}
