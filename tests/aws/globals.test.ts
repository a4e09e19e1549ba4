// What every request says of itself. Source: IAM user guide, "Global condition context keys".

import { expect, test } from 'vitest';
import { contextOf, globalRows } from '../../src/aws/iam/globals.ts';
import { principalOf } from '../../src/aws/principal.ts';
import { ACCOUNT, aCloud, ALICE, NOW } from '../support/cloud.ts';

const ETL = `arn:aws:iam::${ACCOUNT}:role/etl`;

interface Facts {
  as?: string;
  via?: string;
  sourceIp?: string;
  vpce?: string;
}

function said({ as = ALICE, ...way }: Facts = {}): Readonly<Record<string, readonly string[]>> {
  const cloud = aCloud();
  cloud.directory.put(ALICE, { tags: { team: 'blue' } });
  const call = { cloud, as: principalOf(as), region: 'eu-west-1', now: NOW, ...way };
  return Object.fromEntries(contextOf(globalRows(call, '444455556666')));
}

const ALWAYS = {
  'aws:securetransport': ['true'],
  'aws:currenttime': ['2026-01-15T09:00:00.000Z'],
  'aws:epochtime': ['1768467600'],
  'aws:requestedregion': ['eu-west-1'],
  'aws:resourceaccount': ['444455556666'],
};

test('a user who calls by itself', () => {
  expect(said()).toEqual({
    ...ALWAYS,
    'aws:principalisawsservice': ['false'],
    'aws:principalarn': [ALICE],
    'aws:principalaccount': [ACCOUNT],
    'aws:principaltype': ['User'],
    'aws:userid': [expect.stringMatching(/^AIDA[A-Z2-7]{16}$/)],
    'aws:username': ['alice'],
    'aws:principaltag/team': ['blue'],
    'aws:viaawsservice': ['false'],
    'aws:sourceip': ['192.0.2.10'],
  });
});

test('a session is known by its role; it and root have no user name', () => {
  expect(said({ as: ETL })).toMatchObject({
    'aws:principalarn': [ETL],
    'aws:principaltype': ['AssumedRole'],
    'aws:userid': [expect.stringMatching(/^AROA[A-Z2-7]{16}:glassbox$/)],
  });
  const root = said({ as: `arn:aws:iam::${ACCOUNT}:root` });
  expect(root).toMatchObject({ 'aws:principaltype': ['Account'], 'aws:userid': [ACCOUNT] });
  for (const one of [said({ as: ETL }), root]) expect(one).not.toHaveProperty('aws:username');
});

test('a service has a name and no account, no address', () => {
  expect(said({ as: 's3.amazonaws.com' })).toEqual({
    ...ALWAYS,
    'aws:principalisawsservice': ['true'],
    'aws:principalservicename': ['s3.amazonaws.com'],
    'aws:viaawsservice': ['false'],
  });
});

test('through a service: by whom, and neither address nor endpoint', () => {
  const called = said({ via: 's3.amazonaws.com', sourceIp: '203.0.113.9', vpce: 'vpce-1' });
  expect(called).toMatchObject({
    'aws:viaawsservice': ['true'],
    'aws:calledvia': ['s3.amazonaws.com'],
    'aws:calledviafirst': ['s3.amazonaws.com'],
    'aws:calledvialast': ['s3.amazonaws.com'],
  });
  for (const key of ['aws:sourceip', 'aws:vpcsourceip', 'aws:sourcevpce']) {
    expect(called).not.toHaveProperty(key);
  }
});

test('the caller’s own program is no service', () => {
  expect(said({ via: 'app' })).toMatchObject({ 'aws:viaawsservice': ['false'] });
  expect(said({ via: 'app' })).not.toHaveProperty('aws:calledvia');
});

test('through an endpoint: its id, and the address within the VPC under another key', () => {
  expect(said({ sourceIp: '203.0.113.9' })).toMatchObject({ 'aws:sourceip': ['203.0.113.9'] });
  const through = said({ sourceIp: '10.0.0.7', vpce: 'vpce-1' });
  expect(through).toMatchObject({
    'aws:sourcevpce': ['vpce-1'],
    'aws:vpcsourceip': ['10.0.0.7'],
  });
  expect(through).not.toHaveProperty('aws:sourceip');
});
