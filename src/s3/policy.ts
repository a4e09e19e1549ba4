// A bucket policy as S3 accepts it: it names who, and speaks of this bucket alone.

import { parsePolicy, type Policy, type Statement } from '../aws/iam/policy.ts';
import { bucketArn } from './encryption.ts';
import { errors } from './errors.ts';
import { limits } from './limits.ts';

export function bucketPolicy(bucket: string, text: string): Policy & { readonly text: string } {
  if (text.length > limits.bucketPolicyBytes) {
    throw errors.malformedPolicy('The policy exceeds the maximum allowed document size.');
  }
  const policy = parsePolicy('bucket policy', text);
  if (typeof policy === 'string') throw errors.malformedPolicy(policy);
  for (const statement of policy.statements) check(bucket, statement);
  return { ...policy, text };
}

function check(bucket: string, statement: Statement): void {
  const { principal, notPrincipal, actions, notActions, resources, notResources } = statement;
  if (principal === undefined && notPrincipal === undefined) {
    throw errors.malformedPolicy('Missing required field Principal');
  }
  if (!actions && !notActions) throw errors.malformedPolicy('Missing required field Action');
  const named = resources ?? notResources;
  if (!named) throw errors.malformedPolicy('Missing required field Resource');
  const arn = bucketArn(bucket);
  if (!named.every((one) => one === arn || one === `${arn}*` || one.startsWith(`${arn}/`))) {
    throw errors.malformedPolicy('Policy has invalid resource');
  }
}
