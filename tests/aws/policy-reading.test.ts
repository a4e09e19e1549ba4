// Policy documents are read strictly: what does not fit is refused when it is attached.

import { expect, test } from 'vitest';
import { Directory } from '../../src/aws/directory.ts';
import { parsePolicy, type Policy } from '../../src/aws/iam/policy.ts';
import { ACCOUNT } from '../support/cloud.ts';

const STATEMENT = { Effect: 'Allow', Action: 'kms:*', Resource: '*' };

const read = (facts: object, version = '2012-10-17'): Policy | string =>
  parsePolicy('test', JSON.stringify({ Version: version, Statement: { ...STATEMENT, ...facts } }));

test('one or many, everything becomes a list', () => {
  const policy = parsePolicy('test', {
    Version: '2012-10-17',
    Statement: {
      Sid: 'a',
      Effect: 'Deny',
      Principal: { AWS: ACCOUNT, Service: ['s3.amazonaws.com'] },
      NotAction: 'kms:Decrypt',
      Resource: ['*'],
      Condition: { Bool: { 'aws:SecureTransport': false } },
    },
  });
  expect(policy).toEqual({
    name: 'test',
    statements: [
      {
        sid: 'a',
        effect: 'Deny',
        principal: { AWS: [ACCOUNT], Service: ['s3.amazonaws.com'] },
        notActions: ['kms:Decrypt'],
        resources: ['*'],
        conditions: [{ operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] }],
      },
    ],
  });
});

test.each([
  ['', 'The policy is not JSON.'],
  ['{', 'The policy is not JSON.'],
  ['null', 'The policy is not a JSON object.'],
  ['"*"', 'The policy is not a JSON object.'],
  ['[]', 'The policy is not a JSON object.'],
  ['{}', 'The policy has no statement.'],
  ['{"Statement":[]}', 'The policy has no statement.'],
  ['{"Statement":[1]}', 'Statement 1: it is not a JSON object.'],
  ['{"Version":"2020-01-01","Statement":[{}]}', 'Version must be 2012-10-17, found "2020-01-01".'],
  [
    '{"Version":{"toString":1},"Statement":[{}]}',
    'Version must be 2012-10-17, found {"toString":1}.',
  ],
  ['{"Statements":[]}', 'The policy cannot have an element "Statements".'],
  ['{"__proto__":{},"Statement":[]}', 'The policy cannot have an element "__proto__".'],
  ['{"Statement":[],"Statement":[]}', 'The policy names "Statement" twice in one place.'],
])('%s is malformed', (text, problem) => {
  expect(parsePolicy('test', text)).toBe(problem);
});

test.each<readonly [object, string]>([
  [{ Effect: 'allow' }, 'Effect must be Allow or Deny.'],
  [{ Effect: '\u0410llow' }, 'Effect must be Allow or Deny.'],
  [{ Effect: ['Deny'] }, 'Effect must be Allow or Deny.'],
  [{ Sid: 7 }, 'Sid must be text.'],
  [{ Conditions: {} }, 'Statement 1 cannot have an element "Conditions".'],
  [{ action: 'kms:*' }, 'Statement 1 cannot have an element "action".'],
  [{ NotAction: 'kms:*' }, 'Action and NotAction exclude each other.'],
  [{ Resource: '*', NotResource: '*' }, 'Resource and NotResource exclude each other.'],
  [{ Principal: '*', NotPrincipal: '*' }, 'Principal and NotPrincipal exclude each other.'],
  [{ Action: [] }, 'Action: the list is empty.'],
  [{ Action: [{ toString: 1 }] }, 'Action: only text will do.'],
  [{ Action: 'Encrypt' }, '"Encrypt" is not an action, such as kms:Decrypt.'],
  [{ Resource: 'key/1' }, '"key/1" is not an ARN or *.'],
  [{ Principal: 'arn:aws:iam::111122223333:root' }, 'a principal must be * or an object.'],
  [{ Principal: { User: 'alice' } }, 'a principal cannot have an element "User".'],
  [{ Principal: { constructor: 'x' } }, 'a principal cannot have an element "constructor".'],
  [{ Principal: { AWS: [] } }, 'AWS: the list is empty.'],
  [{ Resource: 'arn:aws:kms:*:*:key/${username}' }, '"${username}" is not a policy variable.'],
  [{ Resource: 'arn:aws:s3:::x/${aws:username' }, '"${aws:username" is not a policy variable.'],
  [{ NotResource: 'arn:aws:s3:::${}', Resource: undefined }, '"${}" is not a policy variable.'],
  [
    { Condition: { StringEquals: { 'aws:A': '${aws:username, nobody}' } } },
    'is not a policy variable.',
  ],
])('a statement with %j is malformed', (facts, problem) => {
  expect(read(facts)).toContain(problem);
});

test('a member named twice is found under any spelling, and text is not taken for structure', () => {
  const twice = '{"Version":"2012-10-17","Statement":{"Effect":"Deny","\\u0045ffect":"Allow"}}';
  expect(parsePolicy('test', twice)).toBe('The policy names "Effect" twice in one place.');
  expect(read({ Sid: '{"a":1,"a":2} \\" ' })).toBeTypeOf('object');
  const nested = { Condition: { StringEquals: { 'aws:A': 'x' }, StringLike: { 'aws:A': 'x' } } };
  expect(read(nested)).toBeTypeOf('object');
});

test('two statements must not have the same Sid', () => {
  const Statement = [1, 2].map(() => ({ ...STATEMENT, Sid: 'a' }));
  expect(parsePolicy('test', { Statement })).toBe('Two statements have the same Sid.');
});

test('variables are text in the version that has none', () => {
  expect(read({ Resource: 'arn:aws:s3:::${x}' }, '2008-10-17')).toBeTypeOf('object');
});

test('which statements have variables is known when they are read', () => {
  const statements = (facts: object) => (read(facts) as Policy).statements;
  expect(statements({ Resource: 'arn:aws:s3:::${aws:username}' })).toMatchObject([
    { variables: true },
  ]);
  expect(statements({})[0]).not.toHaveProperty('variables');
});

test('a statement that lacks Action or Resource is accepted and inert, as KMS documents', () => {
  expect(parsePolicy('test', { Statement: { Effect: 'Allow', Principal: '*' } })).toBeTypeOf(
    'object',
  );
});

test('the directory takes no malformed policy: who writes the program made a mistake', () => {
  const directory = new Directory(ACCOUNT);
  const arn = `arn:aws:iam::${ACCOUNT}:user/alice`;
  expect(() => directory.put(arn, { policies: [{ Statement: [] }] })).toThrow(
    'alice-policy-1: The policy has no statement.',
  );
});
