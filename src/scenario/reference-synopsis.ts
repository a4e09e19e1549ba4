// The command line of an operation with all its options, as the AWS CLI's own help writes it: brackets around
// what may be left out.

import type { Operation } from '../aws/operation.ts';
import type { Shape } from '../aws/shape.ts';
import { kebab } from './code/facts.ts';
import { serviceNamed } from './services.ts';

export function synopsisOf({ service, name, input }: Operation): string {
  const options = Object.entries(input.members).map(([member, shape]) => {
    const flag = flagOf(service, member, shape);
    return shape.optional === true || shape.kind === 'boolean' ? `[${flag}]` : flag;
  });
  const command = `aws ${serviceNamed(service).command ?? service} ${kebab(name)}`;
  // s3api get-object writes the body to a file that must be named last.
  return [command, ...options, ...(name === 'GetObject' ? ['<outfile>'] : [])].join('\n  ');
}

function flagOf(service: string, member: string, shape: Shape): string {
  const option = kebab(member);
  if (shape.kind === 'boolean') return `--${option} | --no-${option}`;
  const file = service === 's3' ? '<file>' : 'fileb://<file>';
  return `--${option} ${shape.kind === 'blob' ? file : valueOf(shape)}`;
}

function valueOf({ kind, of, members = {} }: Shape): string {
  if (kind === 'integer' || kind === 'timestamp') return `<${kind}>`;
  if (kind === 'map') return '<key>=<value>,…';
  if (kind === 'structure') {
    return Object.keys(members)
      .map((name) => `${name}=<value>`)
      .join(',');
  }
  return kind === 'list' && of ? `${valueOf(of)} …` : '<value>';
}
