// Grants: what can stand in one, whom it lets in, and how it ends.

import {
  CreateGrantCommand,
  type CreateGrantCommandInput,
  EncryptCommand,
  GenerateDataKeyCommand,
  type GrantConstraints,
  ListGrantsCommand,
  ListRetirableGrantsCommand,
  paginateListGrants,
  RetireGrantCommand,
  RevokeGrantCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, test } from 'vitest';
import { ADMIN } from '../support/clients.ts';
import {
  ACCOUNT,
  aWorld,
  BOB,
  bytes,
  expectAnswer,
  invalid,
  MALLORY,
  notFound,
  refused,
  refusedWordless,
  type Row,
} from './harness.ts';

const { kms, aKey, as, holds } = aWorld('grants');
const KeyId = await aKey();
const signer = await aKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
const grant = (more: Partial<CreateGrantCommandInput> = {}): CreateGrantCommand =>
  new CreateGrantCommand({
    KeyId,
    GranteePrincipal: MALLORY,
    Operations: ['Encrypt', 'Decrypt'],
    ...more,
  });
const pairs = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 'v']));
const within = (Constraints: GrantConstraints): Partial<CreateGrantCommandInput> => ({
  Constraints,
});
const GIVEN = {
  GrantId: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
  GrantToken: expect.any(String) as unknown,
};
const NO_GRANT = '0'.repeat(64);

const rows: readonly Row[] = [
  ['one', grant(), GIVEN],
  ['by another account', grant({ GranteePrincipal: BOB }), GIVEN],
  ['for an account', grant({ GranteePrincipal: `arn:aws:iam::${ACCOUNT}:root` }), GIVEN],
  ['a name of 256', grant({ Name: 'n'.repeat(256) }), GIVEN],
  [
    'a name of 257',
    grant({ Name: 'n'.repeat(257) }),
    invalid(/at 'name' .*less than or equal to 256/),
  ],
  ['an empty name', grant({ Name: '' }), invalid(/at 'name'/)],
  ['a name with a space', grant({ Name: 'a b' }), invalid(/at 'name' .*regular expression/)],
  ['no grantee', grant({ GranteePrincipal: undefined }), invalid()],
  ['two kinds of grantee', grant({ GranteeServicePrincipal: 'logs.amazonaws.com' }), invalid()],
  [
    'a grantee that is no ARN',
    grant({ GranteePrincipal: 'mallory' }),
    refused('InvalidArnException'),
  ],
  [
    'a group for a grantee',
    grant({ GranteePrincipal: `arn:aws:iam::${ACCOUNT}:group/g` }),
    refused('InvalidArnException'),
  ],
  [
    'a service, and no resource',
    grant({
      GranteePrincipal: undefined,
      GranteeServicePrincipal: 'logs.amazonaws.com',
      RetiringPrincipal: ADMIN,
    }),
    invalid(),
  ],
  ['no operations', grant({ Operations: undefined }), invalid(/Value null at 'operations'/)],
  ['an empty list of operations', grant({ Operations: [] }), invalid()],
  [
    'an operation that is none',
    grant({ Operations: ['Fly' as 'Encrypt'] }),
    invalid(/enum value set/),
  ],
  ['an operation of other keys', grant({ Operations: ['Sign'] }), invalid()],
  [
    'an operation of symmetric keys, on one that signs',
    grant({ KeyId: signer, Operations: ['Sign', 'GenerateDataKey'] }),
    invalid(),
  ],
  [
    'the public half, on one that signs',
    grant({ KeyId: signer, Operations: ['Sign', 'Verify', 'GetPublicKey'] }),
    GIVEN,
  ],
  ['nothing but CreateGrant', grant({ Operations: ['CreateGrant'] }), invalid()],
  ['8 pairs', grant(within({ EncryptionContextSubset: pairs(8) })), GIVEN],
  ['9 pairs', grant(within({ EncryptionContextSubset: pairs(9) })), invalid()],
  ['a value of 384', grant(within({ EncryptionContextEquals: { a: 'x'.repeat(384) } })), GIVEN],
  ['a value of 385', grant(within({ EncryptionContextEquals: { a: 'x'.repeat(385) } })), invalid()],
  [
    'a context on a key that signs',
    grant({
      KeyId: signer,
      Operations: ['Sign'],
      ...within({ EncryptionContextEquals: { a: 'b' } }),
    }),
    invalid(),
  ],
  ['11 tokens', grant({ GrantTokens: Array<string>(11).fill('x') }), invalid(/at 'grantTokens'/)],
  ['a dry run', grant({ DryRun: true }), refused('DryRunOperationException')],
  ['on a key that is none', grant({ KeyId: 'x' }), notFound("Invalid keyId 'x'")],
  [
    'revoking none',
    new RevokeGrantCommand({ KeyId, GrantId: NO_GRANT }),
    refused('NotFoundException'),
  ],
  [
    'revoking what is no id',
    new RevokeGrantCommand({ KeyId, GrantId: 'x' }),
    refused('InvalidGrantIdException'),
  ],
  [
    'revoking an id of 129',
    new RevokeGrantCommand({ KeyId, GrantId: 'f'.repeat(129) }),
    invalid(/at 'grantId' .*less than or equal to 128/),
  ],
  [
    'revoking in a dry run',
    new RevokeGrantCommand({ KeyId, GrantId: NO_GRANT, DryRun: true }),
    refused('NotFoundException'),
  ],
  [
    'retiring by a token that is none',
    new RetireGrantCommand({ GrantToken: 'x' }),
    refusedWordless('InvalidGrantTokenException'),
  ],
  [
    'retiring an id that is none',
    new RetireGrantCommand({ KeyId, GrantId: NO_GRANT }),
    refused('NotFoundException'),
  ],
  ['retiring nothing', new RetireGrantCommand({}), invalid()],
  ['retiring an id without its key', new RetireGrantCommand({ GrantId: NO_GRANT }), invalid()],
  [
    'those of a key, one',
    new ListGrantsCommand({ KeyId, Limit: 1 }),
    { Grants: { length: 1 }, Truncated: true },
  ],
  ['those of a key, 101', new ListGrantsCommand({ KeyId, Limit: 101 }), invalid()],
  [
    'those of a key, one that is none',
    new ListGrantsCommand({ KeyId, GrantId: NO_GRANT }),
    { Grants: [] },
  ],
  [
    'those of a grantee',
    new ListGrantsCommand({ KeyId, GranteePrincipal: BOB }),
    { Grants: { length: 1 } },
  ],
  [
    'those that someone of another account retires',
    new ListRetirableGrantsCommand({ RetiringPrincipal: BOB }),
    invalid(),
  ],
  [
    'those that nobody retires',
    new ListRetirableGrantsCommand({ RetiringPrincipal: MALLORY }),
    { Grants: [] },
  ],
];

test.each(rows)('%s', holds);

const seal = (KeyId: string, EncryptionContext?: Record<string, string>): EncryptCommand =>
  new EncryptCommand({ KeyId, Plaintext: bytes(1), EncryptionContext });
const DENIED = refused('AccessDeniedException');

describe('whom no policy lets in', () => {
  test('a grant does, for what it names and no more, until it is revoked', async () => {
    const KeyId = await aKey();
    const mallory = as(MALLORY);
    await expectAnswer(mallory, seal(KeyId), DENIED);
    const { GrantId } = await kms.send(grant({ KeyId, Operations: ['Encrypt'] }));
    await expectAnswer(mallory, seal(KeyId), { KeyId });
    await expectAnswer(mallory, new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }), DENIED);
    await expectAnswer(mallory, new RetireGrantCommand({ KeyId, GrantId }), DENIED);
    await expectAnswer(
      kms,
      new RevokeGrantCommand({ KeyId, GrantId, DryRun: true }),
      refused('DryRunOperationException'),
    );
    await expectAnswer(mallory, seal(KeyId), { KeyId });
    await kms.send(new RevokeGrantCommand({ KeyId, GrantId }));
    await expectAnswer(mallory, seal(KeyId), DENIED);
    await expectAnswer(
      kms,
      new RevokeGrantCommand({ KeyId, GrantId }),
      refused('NotFoundException'),
    );
  });

  test.each<[string, GrantConstraints, [Record<string, string> | undefined, boolean][]]>([
    [
      'equals',
      { EncryptionContextEquals: { dept: 'HR' } },
      [
        [{ dept: 'HR' }, true],
        [{ dept: 'HR', x: 'y' }, false],
        [{ dept: 'hr' }, false],
        [{ Dept: 'HR' }, false],
        [undefined, false],
      ],
    ],
    [
      'subset',
      { EncryptionContextSubset: { dept: 'HR' } },
      [
        [{ dept: 'HR' }, true],
        [{ dept: 'HR', x: 'y' }, true],
        [{ DEPT: 'HR' }, false],
        [{ x: 'y' }, false],
        [undefined, false],
      ],
    ],
  ])('a grant with a context: %s', async (_name, Constraints, asked) => {
    const KeyId = await aKey();
    await kms.send(grant({ KeyId, Constraints }));
    for (const [context, may] of asked)
      await expectAnswer(as(MALLORY), seal(KeyId, context), may ? { KeyId } : DENIED);
  });

  test('a grantee hands on no more than it has', async () => {
    const KeyId = await aKey();
    const mallory = as(MALLORY);
    await kms.send(
      grant({
        KeyId,
        Operations: ['Encrypt', 'CreateGrant'],
        Constraints: { EncryptionContextSubset: { a: 'b' } },
      }),
    );
    const next = (more: Partial<CreateGrantCommandInput>): CreateGrantCommand =>
      grant({ KeyId, GranteePrincipal: BOB, Operations: ['Encrypt'], ...more });
    await expectAnswer(mallory, next({}), DENIED);
    await expectAnswer(
      mallory,
      next({ Constraints: { EncryptionContextSubset: { a: 'c' } } }),
      DENIED,
    );
    await expectAnswer(
      mallory,
      next({
        Constraints: { EncryptionContextSubset: { a: 'b' } },
        Operations: ['Encrypt', 'Decrypt'],
      }),
      DENIED,
    );
    await expectAnswer(
      mallory,
      next({ Constraints: { EncryptionContextEquals: { a: 'b', c: 'd' } } }),
      GIVEN,
    );
  });

  test('a grant is enough for another account', async () => {
    const KeyId = await aKey();
    await expectAnswer(as(BOB), seal(KeyId), DENIED);
    await kms.send(grant({ KeyId, GranteePrincipal: BOB }));
    await expectAnswer(as(BOB), seal(KeyId), { KeyId });
  });
});

test('the same request by the same name is the same grant, with another token', async () => {
  const KeyId = await aKey();
  const named = grant({ KeyId, Name: 'once' });
  const [one, two] = [await kms.send(named), await kms.send(named)];
  expect(two.GrantId).toBe(one.GrantId);
  expect(two.GrantToken).not.toBe(one.GrantToken);
  const [three, four] = [await kms.send(grant({ KeyId })), await kms.send(grant({ KeyId }))];
  expect(three.GrantId).not.toBe(four.GrantId);
  await expectAnswer(kms, new ListGrantsCommand({ KeyId }), { Grants: { length: 3 } });
});

test('the retiring principal ends a grant by its token, and nobody can twice', async () => {
  const KeyId = await aKey();
  const { GrantToken, GrantId } = await kms.send(
    grant({ KeyId, GranteePrincipal: BOB, RetiringPrincipal: MALLORY }),
  );
  await expectAnswer(kms, new ListRetirableGrantsCommand({ RetiringPrincipal: MALLORY }), {
    Grants: [{ GrantId, RetiringPrincipal: MALLORY }],
  });
  await expectAnswer(as(BOB), new RetireGrantCommand({ GrantToken }), DENIED);
  await expectAnswer(
    as(MALLORY),
    new RetireGrantCommand({ GrantToken, DryRun: true }),
    refused('DryRunOperationException'),
  );
  await expectAnswer(as(MALLORY), new RetireGrantCommand({ GrantToken }), {});
  await expectAnswer(
    as(MALLORY),
    new RetireGrantCommand({ GrantToken }),
    refused('InvalidGrantTokenException'),
  );
  await expectAnswer(as(BOB), seal(KeyId), DENIED);
});

test('page by page, each grant once', async () => {
  const KeyId = await aKey();
  for (let i = 0; i < 12; i++) await kms.send(grant({ KeyId }));
  const ids: (string | undefined)[] = [];
  for await (const { Grants = [] } of paginateListGrants({ client: kms, pageSize: 5 }, { KeyId }))
    ids.push(...Grants.map(({ GrantId }) => GrantId));
  expect(new Set(ids).size).toBe(12);
});
