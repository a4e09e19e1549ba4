// What scenarios say again and again, said once. A scenario itself is data: what it needs to do belongs here.

import type { PolicyDocument } from '../aws/iam/policy.ts';
import { ref } from './define.ts';

type Context = Readonly<Record<string, string>>;

/** An IAM policy of one statement: these actions are allowed on everything, perhaps under a condition. */
export const allowing = (
  id: string,
  actions: readonly string[],
  Condition?: object,
): PolicyDocument => ({
  Version: '2012-10-17',
  Id: id,
  Statement: [{ Effect: 'Allow', Action: actions, Resource: '*', ...(Condition && { Condition }) }],
});

/** A key policy as KMS takes it: a text, laid out to be read. */
export const keyPolicyOf = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 2);

export const putKeyPolicy = <As extends string, Id extends string>(
  as: As,
  id: Id,
  Policy: string,
  more: { readonly BypassPolicyLockoutSafetyCheck?: true } = {},
) =>
  ({
    id,
    as,
    call: 'kms:PutKeyPolicy',
    input: { KeyId: ref('key.KeyMetadata.KeyId'), Policy, ...more },
  }) as const;

export const generateDataKey = <As extends string, Id extends string>(
  as: As,
  id: Id,
  KeyId: string,
  EncryptionContext?: Context,
) =>
  ({
    id,
    as,
    call: 'kms:GenerateDataKey',
    input: { KeyId, KeySpec: 'AES_256', ...(EncryptionContext && { EncryptionContext }) },
  }) as const;

/** Decrypts the ciphertext that the step `of` answered with. */
export const decryptOf = <As extends string, Id extends string>(
  as: As,
  id: Id,
  of: string,
  more: { readonly EncryptionContext?: Context; readonly KeyId?: ReturnType<typeof ref> } = {},
) =>
  ({
    id,
    as,
    call: 'kms:Decrypt',
    input: { CiphertextBlob: ref(`${of}.CiphertextBlob`), ...more },
  }) as const;

/** The caller forgets the plaintext data key that the step `of` answered with. */
export const forgetKeyOf = <As extends string>(as: As, of: string) =>
  ({ as, call: 'app:Forget', input: { What: ref(`${of}.Plaintext`) } }) as const;

export const lookUpEvents = <As extends string, Id extends string>(
  as: As,
  id: Id,
  AttributeKey: string,
  AttributeValue: string,
) =>
  ({
    id,
    as,
    call: 'cloudtrail:LookupEvents',
    input: { LookupAttributes: [{ AttributeKey, AttributeValue }] },
  }) as const;

/** LookupEvents found these events, in this order, and no others. */
export const foundEvents = (...events: readonly object[]): object => ({
  output: { Events: Object.assign({ length: events.length }, events) },
});
