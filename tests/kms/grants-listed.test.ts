// What lists and the log tell of grants. Source: facts sheet, sections 1 and 8.

import { describe, expect, test } from 'vitest';
import { ACCOUNT, ALICE, aCloud, aKey, call, NOW, outputOf, verdict } from '../support/cloud.ts';
import { aGrant, listed } from '../support/grants.ts';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/job`;

describe('ListGrants', () => {
  const cloud = aCloud({ tick: 0 });
  const KeyId = aKey(cloud);
  const Operations = ['Decrypt'] as const;
  const ids = Array.from({ length: 120 }, (_, i) => {
    const GranteePrincipal = i % 3 === 0 ? ALICE : ROLE;
    return aGrant(cloud, { KeyId, GranteePrincipal, Operations }).GrantId;
  });
  const pagesOf = (filter: object, Limit?: number): readonly (readonly unknown[])[] => {
    const pages: (readonly unknown[])[] = [];
    for (let Marker: string | undefined; ;) {
      const page = listed(
        call(cloud, 'kms:ListGrants', {
          KeyId,
          ...filter,
          ...(Limit !== undefined && { Limit }),
          ...(Marker !== undefined && { Marker }),
        }),
      );
      pages.push(page.Grants.map(({ GrantId }) => GrantId));
      if (!page.Truncated) return pages;
      Marker = page.NextMarker;
    }
  };

  test('120 grants are 50, 50 and 20, or as many to a page as one likes, each once', () => {
    expect(pagesOf({}).map(({ length }) => length)).toEqual([50, 50, 20]);
    for (const limit of [1, 7, 40, 60, 100]) expect(pagesOf({}, limit).flat()).toEqual(ids);
  });

  test('of one grantee, or one grant', () => {
    const alices = pagesOf({ GranteePrincipal: ALICE }, 9).flat();
    expect(alices).toEqual(ids.filter((_, i) => i % 3 === 0));
    expect(pagesOf({ GrantId: ids[5] })).toEqual([[ids[5]]]);
    expect(pagesOf({ GrantId: ids[5], GranteePrincipal: ALICE })).toEqual([[]]);
    expect(pagesOf({ GrantId: 'f'.repeat(64) })).toEqual([[]]);
  });

  test('a grant that goes between two pages moves no other', () => {
    const first = listed(call(cloud, 'kms:ListGrants', { KeyId, Limit: 10 }));
    outputOf(call(cloud, 'kms:RevokeGrant', { KeyId, GrantId: ids[3]! }));
    const Marker = first.NextMarker!;
    const second = listed(call(cloud, 'kms:ListGrants', { KeyId, Limit: 10, Marker }));
    expect(second.Grants.map(({ GrantId }) => GrantId)).toEqual(ids.slice(10, 20));
  });

  test.each([
    [{ Limit: 101 }, 'ValidationException'],
    [{ Marker: 'made-up' }, 'InvalidMarkerException'],
    [{ GrantId: 'made-up' }, 'InvalidGrantIdException'],
    [{ GranteeServicePrincipal: 'logs.amazonaws.com' }, 'ValidationException'],
    [
      { GranteeServicePrincipal: 'logs.amazonaws.com', GranteePrincipal: ALICE },
      'ValidationException',
    ],
  ])('%j: %s', (filter, code) => {
    expect(verdict(call(cloud, 'kms:ListGrants', { KeyId, ...filter }))).toBe(code);
  });

  test('an entry tells all that was asked for, the date, and the account that issued it', () => {
    const other = aKey(cloud);
    const terms = {
      Name: 'job',
      GranteePrincipal: ALICE,
      RetiringPrincipal: ROLE,
      Operations: ['Decrypt', 'DescribeKey'],
      Constraints: { EncryptionContextEquals: { Dept: 'IT' } },
    } as const;
    const { GrantId } = aGrant(cloud, { KeyId: other, ...terms });
    expect(listed(call(cloud, 'kms:ListGrants', { KeyId: other }))).toEqual({
      Grants: [
        {
          KeyId: other,
          GrantId,
          CreationDate: NOW,
          IssuingAccount: `arn:aws:iam::${ACCOUNT}:root`,
          ...terms,
        },
      ],
      Truncated: false,
    });
  });
});

describe('in the log', () => {
  const cloud = aCloud();
  const KeyId = aKey(cloud);
  const terms = {
    KeyId,
    GranteePrincipal: ALICE,
    Operations: ['Encrypt', 'RetireGrant'],
    Constraints: { EncryptionContextSubset: { Dept: 'IT' } },
  } as const;

  test('CreateGrant: what was asked for, the id and the key; never a token', () => {
    const helper = aGrant(cloud, terms).GrantToken;
    const span = call(cloud, 'kms:CreateGrant', { ...terms, GrantTokens: [helper] });
    const { GrantId, GrantToken } = outputOf(span);
    expect(span.trail.records).toMatchObject([
      {
        eventName: 'CreateGrant',
        readOnly: false,
        requestParameters: {
          keyId: KeyId,
          granteePrincipal: ALICE,
          operations: ['Encrypt', 'RetireGrant'],
          constraints: { encryptionContextSubset: { Dept: 'IT' } },
        },
        responseElements: { grantId: GrantId, keyId: KeyId },
        resources: [{ ARN: KeyId }],
      },
    ]);
    const text = JSON.stringify(span.trail.records);
    expect([text.includes(String(GrantToken)), text.includes(helper)]).toEqual([false, false]);
  });

  test('RetireGrant: no parameters, the key, and the grant as additional data', () => {
    const { GrantId, GrantToken } = aGrant(cloud, terms);
    const { records } = call(cloud, 'kms:RetireGrant', { GrantToken }, { as: ALICE }).trail;
    expect(records).toMatchObject([
      {
        eventName: 'RetireGrant',
        readOnly: false,
        requestParameters: null,
        responseElements: { keyId: KeyId },
        additionalEventData: { grantId: GrantId },
        resources: [{ ARN: KeyId }],
      },
    ]);
    expect(JSON.stringify(records)).not.toContain(GrantToken);
  });

  test('RevokeGrant: key and grant, and the key once more', () => {
    const { GrantId } = aGrant(cloud, terms);
    const { records } = call(cloud, 'kms:RevokeGrant', { KeyId, GrantId }).trail;
    expect(records).toMatchObject([
      {
        eventName: 'RevokeGrant',
        readOnly: false,
        requestParameters: { keyId: KeyId, grantId: GrantId },
        responseElements: { keyId: KeyId },
      },
    ]);
  });
});
