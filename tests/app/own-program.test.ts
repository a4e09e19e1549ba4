import { expect, test } from 'vitest';
import type { Cloud } from '../../src/aws/cloud.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { flipBit } from '../../src/scenario/values.ts';
import { aCloud, aKey, bytesOf, call, outputOf, refusalOf } from '../support/cloud.ts';

const Plaintext = utf8('order_id,amount\n1,9.99\n');

function aDataKey(cloud: Cloud): { Plaintext: Uint8Array; CiphertextBlob: Uint8Array } {
  const span = call(cloud, 'kms:GenerateDataKey', { KeyId: aKey(cloud), KeySpec: 'AES_256' });
  return { Plaintext: bytesOf(span, 'Plaintext'), CiphertextBlob: bytesOf(span, 'CiphertextBlob') };
}

test('the program seals and opens by itself: KMS sees neither data nor calls', () => {
  const cloud = aCloud();
  const { Plaintext: Key } = aDataKey(cloud);
  const before = cloud.trail.length;
  const Message = bytesOf(call(cloud, 'app:Seal', { Key, Plaintext }), 'Message');
  expect(Message).toHaveLength(Plaintext.length + 29);
  expect(bytesOf(call(cloud, 'app:Open', { Key, Message }), 'Plaintext')).toEqual(Plaintext);
  expect(cloud.trail).toHaveLength(before);
});

test('any byte turned over, another label or another key: the tag does not fit', () => {
  const cloud = aCloud();
  const { Plaintext: Key } = aDataKey(cloud);
  const Label = { name: 'report.csv' };
  const Message = bytesOf(call(cloud, 'app:Seal', { Key, Plaintext, Label }), 'Message');
  for (let byte = 0; byte < Message.length; byte++) {
    const altered = flipBit(Message, byte);
    expect(refusalOf(call(cloud, 'app:Open', { Key, Message: altered, Label })).code).toBe(
      'TagMismatch',
    );
  }
  expect(refusalOf(call(cloud, 'app:Open', { Key, Message })).code).toBe('TagMismatch');
  const { Plaintext: other } = aDataKey(cloud);
  expect(refusalOf(call(cloud, 'app:Open', { Key: other, Message, Label })).code).toBe(
    'TagMismatch',
  );
});

test('a key of another length is refused in plain words', () => {
  const cloud = aCloud();
  const refused = refusalOf(call(cloud, 'app:Seal', { Key: new Uint8Array(16), Plaintext }));
  expect(refused).toMatchObject({
    code: 'WrongKeyLength',
    message: 'AES-256 takes a key of 32 bytes, not 16.',
  });
});

test('store and fetch bring back both parts; what was thrown away is gone for good', () => {
  const cloud = aCloud();
  const { Plaintext: Key, CiphertextBlob } = aDataKey(cloud);
  const Data = bytesOf(call(cloud, 'app:Seal', { Key, Plaintext }), 'Message');
  const Name = 'report.csv';
  outputOf(
    call(cloud, 'app:Store', {
      Name,
      Data,
      EncryptedKey: CiphertextBlob,
      DeclaredSize: 50_000_000,
    }),
  );
  expect(outputOf(call(cloud, 'app:Fetch', { Name }))).toEqual({
    Data,
    EncryptedKey: CiphertextBlob,
    DeclaredSize: 50_000_000,
  });
  outputOf(call(cloud, 'app:Discard', { Name }));
  expect(refusalOf(call(cloud, 'app:Fetch', { Name })).code).toBe('KeyNotStored');
  expect(refusalOf(call(cloud, 'app:Discard', { Name })).code).toBe('KeyNotStored');
  expect(refusalOf(call(cloud, 'app:Fetch', { Name: 'other' })).code).toBe('NotStored');
});

test('the same data sealed twice gives two messages', () => {
  const cloud = aCloud();
  const { Plaintext: Key } = aDataKey(cloud);
  const twice = [0, 1].map(() => bytesOf(call(cloud, 'app:Seal', { Key, Plaintext }), 'Message'));
  expect(twice[0]).not.toEqual(twice[1]);
});
