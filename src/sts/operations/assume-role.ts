import { newAccessKeyId, newSecretKey } from '../../aws/access-key.ts';
import { STANDARD_SESSION_SECONDS } from '../../aws/directory.ts';
import { notModelled } from '../../aws/errors.ts';
import { parsePolicy, type Policy } from '../../aws/iam/policy.ts';
import type { Call } from '../../aws/operation.ts';
import { uniqueId } from '../../aws/principal.ts';
import { integer, list, optional, structure, text, timestamp } from '../../aws/shape.ts';
import { visible } from '../../aws/trail.ts';
import { base64 } from '../../crypto/bytes.ts';
import { errors } from '../errors.ts';
import { limits } from '../limits.ts';
import { stsOperation } from '../operation.ts';
import { roleOf, roleTarget, sessionArn } from '../role.ts';

const pair = structure({ Key: text({ min: 1, max: 128 }), Value: text({ max: 256 }) });

/** What AWS offers here and this model lacks. */
const unmodelled = {
  PolicyArns: optional(list(structure({ arn: optional(text()) }))),
  ProvidedContexts: optional(list(structure({ ProviderArn: optional(text()) }))),
  SerialNumber: optional(text({ min: 9, max: 256 })),
  SourceIdentity: optional(text({ min: 2, max: 64 })),
  Tags: optional(list(pair, { max: 50 })),
  TokenCode: optional(text({ min: 6, max: 6, pattern: /^\d*$/ })),
  TransitiveTagKeys: optional(list(text({ min: 1, max: 128 }), { max: 50 })),
};

const output = structure({
  Credentials: structure({
    AccessKeyId: text(),
    SecretAccessKey: text({ sensitive: true }),
    SessionToken: text(),
    Expiration: timestamp(),
  }),
  AssumedRoleUser: structure({ AssumedRoleId: text(), Arn: text() }),
});

export const AssumeRole = stsOperation({
  name: 'AssumeRole',
  summary: 'Opens a session of a role: temporary credentials with the rights of that role.',
  readOnly: true,
  input: structure({
    RoleArn: text({ min: 20, max: 2048 }),
    RoleSessionName: text({ min: 2, max: 64, pattern: /^[\w+=,.@-]*$/ }),
    DurationSeconds: optional(integer({ min: 900, max: 43_200 })),
    ExternalId: optional(text({ min: 2, max: 1224, pattern: /^[\w+=,.@:/-]*$/ })),
    Policy: optional(text({ min: 1, max: 2048 })),
    ...unmodelled,
  }),
  output,
  trail: { response: (answer) => visible(output, answer) },
  target: roleTarget,
  throws: ['MalformedPolicyDocument'],

  handle(call) {
    const { cloud, input, entropy, now } = call;
    for (const [name, value] of Object.entries(input)) {
      const isGiven = !Array.isArray(value) || value.length > 0;
      if (Object.hasOwn(unmodelled, name) && isGiven) throw notModelled(`${name} of AssumeRole`);
    }
    const role = roleOf(input.RoleArn);
    const holder = sessionArn(role, input.RoleSessionName);
    const policies = sessionPoliciesOf(input.Policy);
    const expiresAt = now + 1000 * secondsOf(call);
    const id = newAccessKeyId('ASIA', entropy);
    cloud.accessKeys.set(id, {
      id,
      holder,
      createdAt: now,
      status: 'Active',
      session: { role: role.arn, expiresAt, ...(policies && { policies }) },
    });
    return {
      Credentials: {
        AccessKeyId: id,
        SecretAccessKey: newSecretKey(entropy),
        SessionToken: base64(entropy.bytes(96)),
        Expiration: expiresAt,
      },
      AssumedRoleUser: {
        AssumedRoleId: `${uniqueId('AROA', role.arn)}:${input.RoleSessionName}`,
        Arn: holder,
      },
    };
  },
});

function sessionPoliciesOf(document: string | undefined): readonly Policy[] | undefined {
  if (document === undefined) return undefined;
  const policy = parsePolicy('session policy', document);
  if (typeof policy === 'string') throw errors.malformedPolicy(policy);
  if (policy.statements.some(({ principal, notPrincipal }) => principal ?? notPrincipal)) {
    throw errors.malformedPolicy('Policy document should not specify a principal.');
  }
  return [policy];
}

function secondsOf({
  cloud,
  as,
  input,
}: Call<{ readonly RoleArn: string; readonly DurationSeconds?: number }>): number {
  const seconds = input.DurationSeconds ?? STANDARD_SESSION_SECONDS;
  const longest =
    cloud.directory.find(input.RoleArn)?.maxSessionSeconds ?? STANDARD_SESSION_SECONDS;
  if (as.kind === 'role' && seconds > limits.chainedSessionSeconds) throw errors.chained();
  if (seconds > longest) throw errors.tooLong();
  return seconds;
}
