// What the AWS Encryption SDK does in the learner's program: it asks KMS for a data key, seals a message under it, and
// writes the encrypted copies of the data key into the message. Source: AWS Encryption SDK specification (keyrings,
// caching materials manager); facts sheet, section 15a.

import { parseArn } from '../aws/arn.ts';
import type { Call } from '../aws/operation.ts';
import {
  blob,
  choice,
  integer,
  list,
  map,
  optional,
  structure,
  text,
  type Infer,
} from '../aws/shape.ts';
import type { Members } from '../aws/trace.ts';
import { textOf, utf8 } from '../crypto/bytes.ts';
import { algorithmSuites, suiteNamed, type AlgorithmSuiteName } from '../crypto/esdk/algorithms.ts';
import { PUBLIC_KEY } from '../crypto/esdk/context.ts';
import { decodeMessage } from '../crypto/esdk/decode.ts';
import { decryptMessage } from '../crypto/esdk/decrypt.ts';
import { encryptMessage, USUAL_FRAME_LENGTH } from '../crypto/esdk/encrypt.ts';
import type { EncryptedDataKey, Message } from '../crypto/esdk/message.ts';
import {
  COMMITMENT_POLICIES,
  mayOpen,
  maySeal,
  usualSuite,
  type CommitmentPolicy,
} from '../crypto/esdk/policy.ts';
import { newSigner } from '../crypto/esdk/signature.ts';
import { errors } from './errors.ts';
import { cachedMaterials, type Materials } from './materials-cache.ts';
import { appOperation } from './operation.ts';

const PROVIDER = 'aws-kms';
const STANDARD: CommitmentPolicy = 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT';

const suiteNames = Object.keys(algorithmSuites) as AlgorithmSuiteName[];

const sealing = structure({
  /** The first makes the data key; each of the others encrypts it as well. ARNs. */
  KeyIds: list(text({ min: 1, max: 2048 }), { min: 1 }),
  Plaintext: blob({ thing: 'plaintext' }),
  EncryptionContext: optional(map({ thing: 'context' })),
  AlgorithmSuite: optional(choice(...suiteNames)),
  CommitmentPolicy: optional(choice(...COMMITMENT_POLICIES)),
  /** 0 for one block in place of frames. */
  FrameLength: optional(integer({ min: 0, max: 0xffffffff })),
  /** Uses one data key for several messages, within these bounds. */
  Cache: optional(
    structure({
      MaxAgeSeconds: integer({ min: 1 }),
      MaxMessages: optional(integer({ min: 1 })),
      MaxBytes: optional(integer({ min: 1 })),
    }),
  ),
});

type Sealing = Infer<typeof sealing>;

/** One message, sealed: a deed of its own, so that the data key is seen to come and go. */
const SealMessage = appOperation({
  name: 'SealMessage',
  label: 'encrypt the message locally',
  summary: 'The program encrypts the message itself, frame by frame, under the data key.',
  traffic: 'within',
  input: structure({
    Key: blob({ thing: 'dataKey' }),
    Plaintext: blob({ thing: 'plaintext' }),
    KeepsKey: text(),
  }),
  output: structure({ Message: blob({ thing: 'ciphertext' }) }),
  seals: (input, output) => [
    {
      into: output['Message'] as Uint8Array,
      what: input['Plaintext'] as Uint8Array,
      by: input['Key'] as Uint8Array,
    },
  ],
  forgets: ({ Key, KeepsKey }) => (KeepsKey === 'yes' ? [] : [Key as Uint8Array]),
  handle: notToBeCalled,
});

const OpenMessage = appOperation({
  name: 'OpenMessage',
  label: 'decrypt the message locally',
  summary: 'The program checks and decrypts the message itself, and wipes the data key.',
  traffic: 'within',
  input: structure({ Key: blob({ thing: 'dataKey' }), Message: blob({ thing: 'ciphertext' }) }),
  output: structure({ Plaintext: blob({ thing: 'plaintext' }) }),
  throws: ['MessageNotOpened'],
  forgets: ({ Key }) => [Key as Uint8Array],
  handle: notToBeCalled,
});

/** What happens within the two operations: nobody calls it. */
export const messageDeeds = [SealMessage, OpenMessage];

export const EncryptMessage = appOperation({
  name: 'EncryptMessage',
  label: 'the message is ready',
  summary:
    'Message, encrypted data keys and encryption context are one: a message of the AWS Encryption SDK.',
  traffic: 'within',
  input: sealing,
  output: structure({ Message: blob({ thing: 'ciphertext' }) }),
  throws: ['CommitmentPolicyRefused', 'ReservedContext', 'DataKeyNotMade'],

  handle(call) {
    const { input, entropy } = call;
    const { CommitmentPolicy: policy = STANDARD, EncryptionContext: context = {} } = input;
    const { AlgorithmSuite: suite = usualSuite(policy) } = input;
    if (!maySeal(policy, suite)) throw errors.commitment(policy, suite);
    if (Object.hasOwn(context, PUBLIC_KEY)) throw errors.reservedContext(PUBLIC_KEY);
    const materials = materialsFor(call, suite, context);
    const { dataKey, encryptedDataKeys, signer } = materials;
    return call.deed(
      'app:SealMessage',
      { Key: dataKey, Plaintext: input.Plaintext, KeepsKey: input.Cache ? 'yes' : 'no' },
      () => ({
        Message: encryptMessage({
          suite,
          context: { ...context, ...(signer && { [PUBLIC_KEY]: signer.publicKey }) },
          frameLength: input.FrameLength ?? USUAL_FRAME_LENGTH,
          plaintext: input.Plaintext,
          dataKey,
          encryptedDataKeys,
          entropy,
          signer,
        }),
      }),
    );
  },
});

type Pairs = Readonly<Record<string, string>>;

function materialsFor(call: Call<Sealing>, suite: AlgorithmSuiteName, context: Pairs): Materials {
  const { Cache: cache, KeyIds, Plaintext } = call.input;
  const make = (): Materials => newMaterials(call, suite, context);
  if (!cache) return make();
  const as = JSON.stringify([suite, KeyIds, Object.entries(context).sort()]);
  return cachedMaterials(call, { as, bytes: Plaintext.length, ...cache }, make);
}

/** A data key from the first KMS key, encrypted by all of them. */
function newMaterials(call: Call<Sealing>, suite: AlgorithmSuiteName, context: Pairs): Materials {
  const { cloud, entropy, input } = call;
  const { keyBytes, signs } = suiteNamed(suite);
  const signer = signs && newSigner(suite, cloud.suites, entropy);
  const EncryptionContext = { ...context, ...(signer && { [PUBLIC_KEY]: signer.publicKey }) };
  const [generator = '', ...others] = input.KeyIds;
  const made = asked(call, generator, 'kms:GenerateDataKey', {
    KeyId: generator,
    NumberOfBytes: keyBytes,
    EncryptionContext,
  });
  const dataKey = made['Plaintext'] as Uint8Array;
  const further = others.map((KeyId) =>
    encryptedBy(
      asked(call, KeyId, 'kms:Encrypt', { KeyId, Plaintext: dataKey, EncryptionContext }),
    ),
  );
  return { dataKey, encryptedDataKeys: [encryptedBy(made), ...further], signer };
}

const encryptedBy = ({ KeyId, CiphertextBlob }: Members): EncryptedDataKey => ({
  provider: PROVIDER,
  info: utf8(String(KeyId)),
  ciphertext: CiphertextBlob as Uint8Array,
});

/** The program asks by itself, in the Region that the key's ARN names. */
function asked(call: Call, keyId: string, operation: string, input: Members): Members {
  const outcome = call.ask(operation, input, { direct: true, ...regionOf(keyId) });
  if (!outcome.ok) throw errors.dataKeyNotMade(outcome.error);
  return outcome.output;
}

function regionOf(keyId: string): { readonly region?: string } {
  const { region = '' } = parseArn(keyId) ?? {};
  return region === '' ? {} : { region };
}

export const DecryptMessage = appOperation({
  name: 'DecryptMessage',
  label: 'the message is open',
  summary: 'The program has the plaintext. Header, frames and signature fitted.',
  traffic: 'within',
  input: structure({
    Message: blob({ thing: 'ciphertext' }),
    /** Only these are asked; any key that the message names where absent. */
    KeyIds: optional(list(text({ min: 1, max: 2048 }), { min: 1 })),
    CommitmentPolicy: optional(choice(...COMMITMENT_POLICIES)),
  }),
  output: structure({
    Plaintext: blob({ thing: 'plaintext' }),
    EncryptionContext: map({ thing: 'context' }),
  }),
  throws: ['MessageNotRead', 'CommitmentPolicyRefused', 'NoKeyOpensIt', 'MessageNotOpened'],

  handle(call) {
    const { input } = call;
    const decoded = decodeMessage(input.Message);
    if (!decoded.ok) throw errors.messageNotRead(decoded.failure);
    const message = decoded.value;
    const { suite, context } = message.header;
    const { CommitmentPolicy: policy = STANDARD } = input;
    if (!mayOpen(policy, suite)) throw errors.commitment(policy, suite);
    const dataKey = dataKeyOf(call, message, input.KeyIds);
    const { Plaintext } = call.deed(
      'app:OpenMessage',
      { Key: dataKey, Message: input.Message },
      () => {
        const opened = decryptMessage({ message, dataKey, suites: () => call.cloud.suites });
        if (!opened.ok) throw errors.messageNotOpened(opened.failure);
        return { Plaintext: opened.value };
      },
    );
    const { [PUBLIC_KEY]: _, ...own } = context;
    return { Plaintext, EncryptionContext: own };
  },
});

/** One after the other is tried, until a key opens its copy. */
function dataKeyOf(
  call: Call,
  { header: { encryptedDataKeys, context } }: Message,
  allowed: readonly string[] | undefined,
): Uint8Array {
  const refusals: string[] = [];
  for (const { provider, info, ciphertext } of encryptedDataKeys) {
    const KeyId = textOf(info) ?? '';
    const isAsked = provider === PROVIDER && (allowed?.includes(KeyId) ?? true);
    if (!isAsked) continue;
    const outcome = call.ask(
      'kms:Decrypt',
      { KeyId, CiphertextBlob: ciphertext, EncryptionContext: context },
      { direct: true, ...regionOf(KeyId) },
    );
    if (outcome.ok) return outcome.output['Plaintext'] as Uint8Array;
    refusals.push(outcome.error.code);
  }
  throw errors.noKeyOpens(refusals);
}

function notToBeCalled(): never {
  throw new TypeError('a deed of the program cannot be called');
}
