// AWS SDK for JavaScript, version 3.

import { variable, type CallFacts } from './facts.ts';

const CLIENTS = { kms: 'KMSClient', s3: 'S3Client' } as const;

export function javascript({ service, operation, input, region }: CallFacts): string {
  const client = CLIENTS[service];
  const entries = Object.entries(input).map(
    ([member, value]) => `  ${member}: ${literal(member, value)},`,
  );
  const argument = entries.length === 0 ? '{}' : ['{', ...entries, '}'].join('\n');
  return [
    `import { ${client}, ${operation}Command } from '@aws-sdk/client-${service}';`,
    '',
    `const ${service} = new ${client}({ region: '${region}' });`,
    `const answer = await ${service}.send(new ${operation}Command(${argument}));`,
  ].join('\n');
}

const literal = (member: string, value: unknown): string =>
  value instanceof Uint8Array ? variable(member) : JSON.stringify(value);
