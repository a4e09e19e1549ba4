// Policies that stand by themselves and are attached to users and roles. One version each.

import { optional, structure } from '../../aws/shape.ts';
import { checkPolicy } from '../documents.ts';
import { errors } from '../errors.ts';
import {
  attachmentsOf,
  describedPolicy,
  findPolicy,
  ownPolicies,
  policyArnOf,
} from '../managed-policies.ts';
import { iamOperation } from '../operation.ts';
import { refuseSameTags } from '../options.ts';
import {
  description,
  managedPolicy,
  path,
  policyArn,
  policyDocument,
  policyName,
  tags,
} from '../shapes.ts';

export const CreatePolicy = iamOperation({
  name: 'CreatePolicy',
  summary: 'Makes a policy that can be attached to any number of users and roles.',
  readOnly: false,
  input: structure({
    PolicyName: policyName(),
    PolicyDocument: policyDocument(),
    Path: optional(path()),
    Description: optional(description()),
    Tags: optional(tags()),
  }),
  output: structure({ Policy: managedPolicy() }),
  throws: ['EntityAlreadyExists', 'InvalidInput', 'MalformedPolicyDocument'],
  about: ({ account, input }) => policyArnOf(account, input.Path ?? '/', input.PolicyName),

  handle(call) {
    const { account, input, now } = call;
    const { PolicyName: name, PolicyDocument: document, Path = '/' } = input;
    const own = ownPolicies(call);
    const isTaken = [...own.values()].some((one) => one.name.toLowerCase() === name.toLowerCase());
    if (isTaken) throw errors.policyExists(name);
    checkPolicy(document);
    refuseSameTags(input.Tags);
    const policy = {
      name,
      arn: policyArnOf(account, Path, name),
      document,
      createdAt: now,
      ...(input.Description !== undefined && { description: input.Description }),
      ...(input.Tags && { tags: input.Tags }),
    };
    own.set(policy.arn, policy);
    return { Policy: describedPolicy(call, policy) };
  },
});

export const GetPolicy = iamOperation({
  name: 'GetPolicy',
  summary: 'Shows what is known of a managed policy.',
  readOnly: true,
  input: structure({ PolicyArn: policyArn() }),
  output: structure({ Policy: managedPolicy() }),
  throws: ['NoSuchEntity'],
  about: ({ input }) => input.PolicyArn,

  handle(call) {
    const policy = findPolicy(call, call.input.PolicyArn);
    if (!policy) throw errors.unknownPolicy(call.input.PolicyArn);
    return { Policy: describedPolicy(call, policy) };
  },
});

export const DeletePolicy = iamOperation({
  name: 'DeletePolicy',
  summary: 'Deletes a managed policy that is attached to nobody.',
  readOnly: false,
  input: structure({ PolicyArn: policyArn() }),
  output: structure({}),
  throws: ['NoSuchEntity', 'DeleteConflict'],
  about: ({ input }) => input.PolicyArn,

  handle(call) {
    const { PolicyArn: arn } = call.input;
    if (!ownPolicies(call).has(arn)) throw errors.unknownPolicy(arn);
    if (attachmentsOf(call, arn) > 0) throw errors.attached();
    ownPolicies(call).delete(arn);
    return {};
  },
});
