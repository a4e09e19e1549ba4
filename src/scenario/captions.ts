// What a beat is called on the diagram, and the sentence that says what just happened. Derived from the span;
// an author's own words may replace the sentence, never the label.

import type { Operation } from '../aws/operation.ts';
import type { Span } from '../aws/trace.ts';
import { grouped } from './limits.ts';

export interface Words {
  readonly label: string;
  readonly caption: string;
}

/** Names for the sentence: the place that asked, and the generation of material that serves. */
export interface Names {
  readonly caller: string;
  readonly callee: string;
  readonly material: string;
  /** On whose authority, where it is not that of the one who began: 'as the role nightly-job'. */
  readonly authority?: string;
  /** The Region, where it is not that of the call that began. */
  readonly elsewhere?: string;
}

const size = (value: unknown): string =>
  value instanceof Uint8Array
    ? `${grouped(value.length)} ${value.length === 1 ? 'byte' : 'bytes'}`
    : '';

const member = (span: Span, name: string): unknown =>
  span.outcome.ok ? span.outcome.output[name] : undefined;

const nameOf = ({ call }: Span): string => call.slice(call.indexOf(':') + 1);

/** The question, as it leaves the caller. */
export function requestWords(span: Span, names: Names): Words {
  const { caller, callee, elsewhere } = names;
  const operation = nameOf(span);
  const { Plaintext, Body, KeySpec, NumberOfBytes } = span.input;
  const spec = typeof KeySpec === 'string' ? KeySpec : '';
  const detail = size(Plaintext) || size(Body) || spec || bytes(NumberOfBytes);
  const what = detail === '' ? operation : `${operation}, ${detail}`;
  const where = elsewhere === undefined ? '' : ` in ${elsewhere}`;
  return {
    label: `${what}${where}`,
    caption: `${caller} asks ${callee}${where}${authorityOf(span, names)}: \`${operation}\`${detail === '' ? '' : `, ${detail}`}.`,
  };
}

function authorityOf({ via }: Span, { authority }: Names): string {
  if (authority !== undefined) return ` ${authority}`;
  return via === undefined ? '' : ' on the caller’s behalf';
}

const bytes = (count: unknown): string =>
  typeof count === 'number' ? `${grouped(count)} bytes` : '';

const ASKED_OF_HSM: Readonly<Record<string, string>> = {
  GenerateMaterial: 'make key material',
  Encrypt: 'encrypt',
  Decrypt: 'decrypt',
  ReEncrypt: 're-encrypt',
  GenerateDataKey: 'make a data key',
  GenerateRandom: 'draw random bytes',
};

/** KMS has looked at policy and key, and passes the work on to the HSM. */
export function passedOnWords(span: Span): Words {
  const work = ASKED_OF_HSM[nameOf(span)] ?? nameOf(span);
  const isNewKey = nameOf(span) === 'GenerateMaterial' && span.input['Generation'] === 1;
  const checked = isNewKey
    ? 'KMS asks whether the caller may make keys. It may.'
    : 'KMS finds the key and asks the policies. They allow the call.';
  return {
    label: `allowed: ${work}`,
    caption: `${checked} KMS passes the work to its HSM: ${work}.`,
  };
}

type Describe = (span: Span, names: Names) => Words;

/** What happens within one place, or goes one way. */
const DEEDS: Readonly<Record<string, Describe>> = {
  'hsm:DrawMaterial': ({ input }) => ({
    label: `draw key material ${String(input['Generation'])}`,
    caption: 'The HSM draws 32 random bytes: the key material. In plaintext, it never leaves.',
  }),
  'hsm:DrawDataKey': ({ input }) => ({
    label: `draw ${bytes(input['NumberOfBytes'])}`,
    caption: `The HSM draws ${bytes(input['NumberOfBytes'])} at random: a new data key.`,
  }),
  'hsm:Seal': ({ input }, { material }) => ({
    label: `encrypt with key material ${String(input['Generation'])}`,
    caption: `The HSM makes a one-time key from **${material}** and encrypts with it, AES-256-GCM.`,
  }),
  'hsm:Open': (span, { material }) =>
    span.outcome.ok
      ? {
          label: `decrypt with key material ${String(span.input['Generation'])}`,
          caption: `The ciphertext names **${material}**. The HSM makes the one-time key again, finds nothing altered, and decrypts.`,
        }
      : {
          label: 'the tag does not fit',
          caption:
            'The HSM checks the authentication tag. It does not fit, so not one byte of plaintext comes out.',
        },
  'app:Seal': (_, { caller }) => ({
    label: 'encrypt locally, AES-256-GCM',
    caption: `${caller} encrypts the data itself, with AES-256-GCM under the data key. KMS is not involved.`,
  }),
  'app:Open': (span, { caller }) =>
    span.outcome.ok
      ? {
          label: 'decrypt locally',
          caption: `${caller} decrypts the data itself, with the plaintext data key. The tag fits.`,
        }
      : {
          label: 'decrypt: the tag does not fit',
          caption: `${caller} tries to decrypt. The authentication tag does not fit, so nothing comes out.`,
        },
  'app:Store': ({ input }, { caller }) => ({
    label: input['EncryptedKey'] ? 'store data + encrypted key' : 'store data',
    caption: `${caller} stores the encrypted data${input['EncryptedKey'] ? ' and, beside it, the encrypted data key' : ''}.`,
  }),
  'app:Fetch': (span, { caller }) =>
    span.outcome.ok
      ? {
          label: 'fetch data + encrypted key',
          caption: `${caller} fetches the encrypted data and the encrypted data key from storage.`,
        }
      : {
          label: 'fetch: no key there',
          caption: `${caller} asks storage, and no encrypted data key is there.`,
        },
  'app:Forget': (_, { caller }) => ({
    label: 'wipe from memory',
    caption: `${caller} wipes the bytes from memory.`,
  }),
  'app:Discard': () => ({
    label: 'throw the encrypted key away',
    caption: 'The stored encrypted data key is thrown away. The encrypted data stays.',
  }),
  'app:Wait': () => ({ label: 'time passes', caption: 'Time passes.' }),
};

export function deedWords(span: Span, names: Names, { label, summary }: Operation): Words {
  const words = DEEDS[span.call]?.(span, names) ?? {
    label: label ?? nameOf(span),
    caption: summary,
  };
  return span.outcome.ok || DEEDS[span.call] ? words : failed(span, words);
}

const failed = ({ outcome }: Span, { label }: Words): Words => ({
  label: outcome.ok ? label : outcome.error.code,
  caption: outcome.ok ? '' : outcome.error.why,
});

const ANSWERS: Readonly<Record<string, (span: Span) => string>> = {
  Encrypt: (span) => `ciphertext, ${size(member(span, 'CiphertextBlob'))}`,
  ReEncrypt: (span) => `ciphertext, ${size(member(span, 'CiphertextBlob'))}`,
  Decrypt: (span) => `plaintext, ${size(member(span, 'Plaintext'))}`,
  GenerateDataKey: () => 'plaintext key + encrypted key',
  GenerateDataKeyWithoutPlaintext: () => 'encrypted key only',
  GenerateRandom: (span) => size(member(span, 'Plaintext')),
  CreateKey: () => 'key id, no material',
  DescribeKey: () => 'metadata, no material',
  DisableKey: () => 'key disabled',
  EnableKey: () => 'key enabled',
  GetObject: (span) => `object, ${size(member(span, 'Body'))}`,
};

const SAID: Readonly<Record<string, string>> = {
  Encrypt: 'KMS answers with the ciphertext. The key material did not move.',
  ReEncrypt: 'KMS answers with a new ciphertext. The plaintext never left the HSM.',
  Decrypt: 'KMS answers with the plaintext.',
  GenerateDataKey:
    'KMS answers with the same key twice: once in plaintext, to use now, and once encrypted, to store.',
  GenerateDataKeyWithoutPlaintext: 'KMS answers with the encrypted data key alone.',
  CreateKey: 'KMS answers with the key’s id and ARN: names for something that you will never hold.',
  DescribeKey: 'KMS answers with what is known of the key. Its material is not among it.',
};

interface Answered {
  /** A data key that Decrypt gives back looks like any plaintext. */
  readonly carriesDataKey: boolean;
  readonly operation: Operation;
}

/** The answer, as it reaches the caller. */
export function answerWords(
  span: Span,
  { callee }: Names,
  { carriesDataKey, operation: { label } }: Answered,
): Words {
  const { outcome } = span;
  if (!outcome.ok) {
    const { code, why } = outcome.error;
    return { label: code, caption: `${callee} refuses: \`${code}\`. ${why}` };
  }
  const operation = nameOf(span);
  if (operation === 'Decrypt' && carriesDataKey) {
    return {
      label: 'plaintext data key',
      caption: `${callee} answers with the plaintext data key.`,
    };
  }
  return {
    label: ANSWERS[operation]?.(span) ?? label ?? 'done',
    caption: SAID[operation] ?? `${callee} has done it: \`${operation}\`.`,
  };
}
