// AWS SDK for JavaScript, version 3.

import { literal, variable, type CallFacts, type Spelling } from './facts.ts';

export function javascript({ service, client, operation, input, region }: CallFacts): string {
  const entries = Object.entries(input).map(
    ([member, value]) => `  ${member}: ${literal(member, value, JAVASCRIPT)},`,
  );
  const argument = entries.length === 0 ? '{}' : ['{', ...entries, '}'].join('\n');
  return [
    `import { ${client}, ${operation}Command } from '@aws-sdk/client-${service}';`,
    '',
    `const ${service} = new ${client}({ region: '${region}' });`,
    `const answer = await ${service}.send(new ${operation}Command(${argument}));`,
  ].join('\n');
}

const JAVASCRIPT: Spelling = {
  bytes: variable,
  words: { true: 'true', false: 'false', null: 'null' },
};
