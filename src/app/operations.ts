// What the learner's own program does with keys and data: seal, open, store, fetch, forget, throw away.

import { blob, integer, map, optional, structure, text } from '../aws/shape.ts';
import { utf8 } from '../crypto/bytes.ts';
import { errors } from './errors.ts';
import { DecryptMessage, EncryptMessage } from './messages.ts';
import { message, openMessage, sealMessage } from './message.ts';
import { appOperation } from './operation.ts';
import { storeOf } from './state.ts';

const KEY_BYTES = 32;

type Label = Readonly<Record<string, string>> | undefined;

/** The program binds its own label in the simplest unambiguous way: JSON of the sorted pairs. */
const labelBytes = (label: Label): Uint8Array =>
  utf8(JSON.stringify(Object.entries(label ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))));

function checkKey(key: Uint8Array): void {
  if (key.length !== KEY_BYTES) throw errors.wrongKeyLength(key.length);
}

const Seal = appOperation({
  name: 'Seal',
  summary: 'Encrypts data in the program, with AES-256-GCM under a data key.',
  traffic: 'within',
  input: structure({
    Key: blob({ thing: 'dataKey' }),
    Plaintext: blob({ thing: 'plaintext' }),
    /** Size of the whole, where Plaintext is a sample of it. */
    DeclaredSize: optional(integer({ min: 1 })),
    Label: optional(map({ thing: 'context' })),
  }),
  output: structure({ Message: blob({ thing: 'ciphertext' }) }),
  throws: ['WrongKeyLength'],
  declaredSize: (input) => input['DeclaredSize'] as number | undefined,
  seals: (input, output) => [
    {
      into: output['Message'] as Uint8Array,
      what: input['Plaintext'] as Uint8Array,
      by: input['Key'] as Uint8Array,
    },
  ],

  handle({ input, entropy }) {
    checkKey(input.Key);
    const nonce = entropy.bytes(message.nonceBytes);
    return { Message: sealMessage(input.Key, nonce, input.Plaintext, labelBytes(input.Label)) };
  },
});

const Open = appOperation({
  name: 'Open',
  summary: 'Decrypts data in the program, with the plaintext data key.',
  traffic: 'within',
  input: structure({
    Key: blob({ thing: 'dataKey' }),
    Message: blob({ thing: 'ciphertext' }),
    Label: optional(map({ thing: 'context' })),
  }),
  output: structure({ Plaintext: blob({ thing: 'plaintext' }) }),
  throws: ['TagMismatch', 'WrongKeyLength'],

  handle({ input }) {
    checkKey(input.Key);
    const plaintext = openMessage(input.Key, input.Message, labelBytes(input.Label));
    if (!plaintext) throw errors.tagMismatch();
    return { Plaintext: plaintext };
  },
});

const Store = appOperation({
  name: 'Store',
  summary: 'Puts sealed data and its encrypted data key where they rest.',
  lane: 'store',
  traffic: 'to',
  input: structure({
    Name: text({ min: 1 }),
    Data: blob({ thing: 'ciphertext' }),
    EncryptedKey: optional(blob({ thing: 'encryptedDataKey' })),
    DeclaredSize: optional(integer({ min: 1 })),
  }),
  output: structure({}),
  declaredSize: (input) => input['DeclaredSize'] as number | undefined,

  handle({ cloud, account, input }) {
    const { Name, Data, EncryptedKey, DeclaredSize } = input;
    storeOf(cloud, account).set(Name, {
      data: Data,
      ...(EncryptedKey && { encryptedKey: EncryptedKey }),
      ...(DeclaredSize !== undefined && { declaredSize: DeclaredSize }),
    });
    return {};
  },
});

const Fetch = appOperation({
  name: 'Fetch',
  summary: 'Takes stored data and its encrypted data key back into the program.',
  lane: 'store',
  traffic: 'from',
  input: structure({ Name: text({ min: 1 }) }),
  output: structure({
    Data: blob({ thing: 'ciphertext' }),
    EncryptedKey: blob({ thing: 'encryptedDataKey' }),
    DeclaredSize: optional(integer()),
  }),
  throws: ['NotStored', 'KeyNotStored'],
  declaredSize: (_input, output) => output['DeclaredSize'] as number | undefined,

  handle({ cloud, account, input: { Name } }) {
    const record = storeOf(cloud, account).get(Name);
    if (!record) throw errors.notStored(Name);
    if (!record.encryptedKey) throw errors.keyNotStored(Name);
    return {
      Data: record.data,
      EncryptedKey: record.encryptedKey,
      ...(record.declaredSize !== undefined && { DeclaredSize: record.declaredSize }),
    };
  },
});

const Forget = appOperation({
  name: 'Forget',
  summary: 'Wipes something from the program’s memory.',
  traffic: 'within',
  input: structure({ What: blob() }),
  output: structure({}),
  forgets: ({ What }) => [What as Uint8Array],

  handle: () => ({}),
});

const Discard = appOperation({
  name: 'Discard',
  summary: 'Throws the stored encrypted data key away; the sealed data stays.',
  lane: 'store',
  traffic: 'within',
  input: structure({ Name: text({ min: 1 }) }),
  output: structure({ Gone: blob() }),
  throws: ['NotStored', 'KeyNotStored'],
  forgets: (_input, { Gone }) => [Gone as Uint8Array],

  handle({ cloud, account, input: { Name } }) {
    const store = storeOf(cloud, account);
    const record = store.get(Name);
    if (!record) throw errors.notStored(Name);
    const { encryptedKey, ...rest } = record;
    if (!encryptedKey) throw errors.keyNotStored(Name);
    store.set(Name, rest);
    return { Gone: encryptedKey };
  },
});

const WrapKeyMaterial = appOperation({
  name: 'WrapKeyMaterial',
  summary: 'Encrypts key material for import, with the public key that KMS gave out for it.',
  traffic: 'within',
  label: 'wrap the key material',
  input: structure({
    PublicKey: blob({ sensitive: false }),
    KeyMaterial: blob({ min: 1, thing: 'plaintext' }),
  }),
  output: structure({ EncryptedKeyMaterial: blob({ thing: 'ciphertext' }) }),
  throws: ['NotWrapped'],

  handle({ cloud, entropy, input: { PublicKey, KeyMaterial } }) {
    const wrapped = cloud.suites.wrap('RSAES_OAEP_SHA_256', PublicKey, KeyMaterial, entropy);
    if (!wrapped) throw errors.notWrapped();
    return { EncryptedKeyMaterial: wrapped };
  },
});

const Wait = appOperation({
  name: 'Wait',
  summary: 'Lets simulated time pass.',
  traffic: 'within',
  input: structure({ Milliseconds: integer({ min: 0 }) }),
  output: structure({}),

  handle: () => ({}),
});

export const appOperations = {
  DecryptMessage,
  Discard,
  EncryptMessage,
  Fetch,
  Forget,
  Open,
  Seal,
  Store,
  Wait,
  WrapKeyMaterial,
};
