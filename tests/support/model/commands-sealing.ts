// Commands that seal and open, sign and verify.

import fc from 'fast-check';
import { utf8 } from '../../../src/crypto/bytes.ts';
import { command, expectSame, type Command, type Effect } from './command.ts';
import { keyRef, seldom } from './commands-keys.ts';
import { isSame, Refused, type KeyRef, type TokenRef, type Turn } from './turn.ts';
import { arnOfKey, type Context, type Key, type Proof, type Token, type Usage } from './world.ts';

const TEXTS = ['a', 'hello', 'x'.repeat(300)].map(utf8);

/** The third and the fourth are one context; capitals make another one. */
export const CONTEXTS: readonly Context[] = [
  {},
  { a: '1' },
  { a: '1', b: 'ü' },
  { b: 'ü', a: '1' },
  { A: '1' },
];
export const contextAt = (nth: number): Context => CONTEXTS[nth % CONTEXTS.length]!;
const context = fc.constantFrom(0, 0, 1, 2, 3, 4);

export const tokenRef: fc.Arbitrary<TokenRef> = fc.oneof(
  { weight: 12, arbitrary: fc.constant(undefined) },
  { weight: 3, arbitrary: fc.nat(5) },
  { weight: 1, arbitrary: fc.constant('rubbish' as const) },
);

interface Sealing {
  readonly key: KeyRef;
  readonly context: number;
  readonly token: TokenRef;
}
const sealing = { key: keyRef, context, token: tokenRef };

const isFor =
  (usage: Usage) =>
  ({ family }: Key): boolean =>
    family.usage === usage;

/** Mostly with a key that seals. */
const asSealer = <C extends Sealing>(turn: Turn, chosen: C): C => ({
  ...chosen,
  key: turn.steered(chosen.key, isFor('ENCRYPT_DECRYPT')),
});

/** The key that is to seal, of a call that is well formed. */
const sealer = (turn: Turn, { key: ref, context: nth, token }: Sealing, operation: string): Key =>
  turn.use(ref, operation, 'ENCRYPT_DECRYPT', { context: contextAt(nth), token });

const Encrypt = command<Sealing & { text: number; isDry: boolean }>(
  8,
  { ...sealing, text: fc.nat(2), isDry: seldom },
  (turn, asked) => {
    const chosen = asSealer(turn, asked);
    const [text, EncryptionContext] = [TEXTS[chosen.text]!, contextAt(chosen.context)];
    return {
      call: 'kms:Encrypt',
      input: {
        KeyId: turn.name(chosen.key),
        Plaintext: text,
        EncryptionContext,
        DryRun: chosen.isDry,
        ...turn.grantTokens(chosen.token),
      },
      judge() {
        const key = sealer(turn, chosen, 'Encrypt');
        if (chosen.isDry) throw new Refused('DryRunOperationException');
        return ({ CiphertextBlob: bytes, KeyId }) => {
          expectSame('KeyId', KeyId, arnOfKey(key));
          keep(turn, { bytes, key, context: EncryptionContext, length: text.length, text });
        };
      },
    };
  },
);

const keep = ({ world }: Turn, token: Omit<Token, 'bytes'> & { readonly bytes: unknown }): void => {
  world.tokens.push({ ...token, bytes: token.bytes as Uint8Array });
};

const SIZES = [
  { KeySpec: 'AES_256' },
  { KeySpec: 'AES_128' },
  { NumberOfBytes: 24 },
  {},
  { KeySpec: 'AES_256', NumberOfBytes: 32 },
] as const;
const LENGTHS = [32, 16, 24];

const dataKey = (operation: string, isSilent: boolean): Command =>
  command<Sealing & { size: number }>(
    2,
    { ...sealing, size: fc.constantFrom(0, 0, 1, 2, 3, 4) },
    (turn, asked) => {
      const chosen = asSealer(turn, asked);
      return {
        call: `kms:${operation}`,
        input: {
          KeyId: turn.name(chosen.key),
          EncryptionContext: contextAt(chosen.context),
          ...SIZES[chosen.size],
          ...turn.grantTokens(chosen.token),
        },
        judge() {
          const key = sealer(turn, chosen, operation);
          const length = LENGTHS[chosen.size];
          if (length === undefined) throw new Refused('ValidationException');
          return ({ CiphertextBlob: bytes, Plaintext }) => {
            const text = Plaintext as Uint8Array | undefined;
            expectSame('length', text?.length, isSilent ? undefined : length);
            const given = text ? { text } : {};
            keep(turn, { bytes, key, context: contextAt(chosen.context), length, ...given });
          };
        },
      };
    },
  );

const GenerateDataKeyPair = command<Sealing>(1, sealing, (turn, asked) => {
  const chosen = asSealer(turn, asked);
  return {
    call: 'kms:GenerateDataKeyPair',
    input: {
      KeyId: turn.name(chosen.key),
      EncryptionContext: contextAt(chosen.context),
      KeyPairSpec: 'ECC_NIST_EDWARDS25519',
      ...turn.grantTokens(chosen.token),
    },
    judge() {
      const key = sealer(turn, chosen, 'GenerateDataKeyPair');
      return ({ PrivateKeyCiphertextBlob: bytes, PrivateKeyPlaintext }) => {
        const text = PrivateKeyPlaintext as Uint8Array;
        keep(turn, { bytes, key, context: contextAt(chosen.context), length: text.length, text });
      };
    },
  };
});

type Damage = 'none' | 'tail' | 'rubbish';
const damage: fc.Arbitrary<Damage> = fc.constantFrom(
  ...Array<'none'>(10).fill('none'),
  'tail',
  'rubbish',
);

interface Opening {
  readonly blob: number;
  /** As it was sealed, or another. */
  readonly context: number | undefined;
  readonly damage: Damage;
  readonly token: TokenRef;
}
const opening = {
  blob: fc.nat(9),
  context: fc.constantFrom(...Array<undefined>(12).fill(undefined), 0, 1, 2, 3, 4),
  damage,
  token: tokenRef,
};

const RUBBISH = new Uint8Array(60);

function damaged(bytes: Uint8Array, how: Damage): Uint8Array {
  if (how === 'rubbish') return RUBBISH;
  return how === 'tail'
    ? bytes.map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte))
    : bytes;
}

/** What is sent, and what it holds; rubbish where nothing was sealed yet. */
function blobOf(turn: Turn, { blob, damage: how, context: other }: Opening) {
  const { tokens } = turn.world;
  const token = tokens[blob % tokens.length];
  const isRubbish = !token || how === 'rubbish';
  if (token) turn.goTo(token.key.region);
  return {
    token: isRubbish ? undefined : token,
    bytes: isRubbish ? RUBBISH : damaged(token.bytes, how),
    sent: other === undefined ? (token?.context ?? {}) : contextAt(other),
  };
}

/** The blob names the material, and so the key of this Region that has it. */
function ownerOf(turn: Turn, { key }: Token) {
  const { owner, id } = key.family;
  const here = turn.world.find(owner, turn.region, id);
  // Nothing is said of a key that is not here, not even in its own account.
  if (!here) throw new Refused('AccessDeniedException');
  return { owner, key: here };
}

const opens = ({ context: own }: Token, sent: Context, how: Damage): boolean =>
  how === 'none' && isSame(own, sent);

function learned(token: Token, output: Readonly<Record<string, unknown>>): void {
  const text = output['Plaintext'] as Uint8Array;
  token.text ??= text;
  expectSame('Plaintext', text, token.text);
  expectSame('length', text.length, token.length);
}

const Decrypt = command<Opening & { named: KeyRef | undefined }>(
  9,
  { ...opening, named: fc.option(keyRef, { nil: undefined, freq: 3 }) },
  (turn, chosen) => {
    const { token, bytes, sent } = blobOf(turn, chosen);
    const named = chosen.named && turn.steered(chosen.named, (key) => key === token?.key);
    return {
      call: 'kms:Decrypt',
      input: {
        CiphertextBlob: bytes,
        EncryptionContext: sent,
        ...turn.grantTokens(chosen.token),
        ...(named && { KeyId: turn.nameHere(named) }),
      },
      judge: () => judgeDecrypt(turn, { ...chosen, named }, token, sent),
    };
  },
);

function judgeDecrypt(
  turn: Turn,
  { named, damage: how, token: given }: Opening & { readonly named: KeyRef | undefined },
  token: Token | undefined,
  sent: Context,
): Effect {
  if (!token && !named) throw new Refused('InvalidCiphertextException');
  const confirmed = named && turn.locate(named, 'Decrypt');
  if (confirmed && !confirmed.key && confirmed.owner === turn.account) {
    throw new Refused('NotFoundException');
  }
  const located = token ? ownerOf(turn, token) : confirmed!;
  const key = turn.admit(located, { operation: 'Decrypt', context: sent });
  turn.requireToken(given);
  if (confirmed && confirmed.key !== key) throw new Refused('IncorrectKeyException');
  turn.requireServing(key, 'Decrypt', 'ENCRYPT_DECRYPT');
  if (!token || !opens(token, sent, how)) throw new Refused('InvalidCiphertextException');
  return (output) => {
    expectSame('KeyId', output['KeyId'], arnOfKey(key));
    learned(token, output);
  };
}

const isSealerHere =
  ({ region }: Turn) =>
  (key: Key): boolean =>
    key.family.usage === 'ENCRYPT_DECRYPT' && key.region === region;

const ReEncrypt = command<Opening & { to: KeyRef; newContext: number }>(
  3,
  { ...opening, to: keyRef, newContext: context },
  (turn, chosen) => {
    const { token, bytes, sent } = blobOf(turn, chosen);
    const anew = contextAt(chosen.newContext);
    const to = turn.steered(chosen.to, isSealerHere(turn));
    return {
      call: 'kms:ReEncrypt',
      input: {
        CiphertextBlob: bytes,
        SourceEncryptionContext: sent,
        DestinationKeyId: turn.nameHere(to),
        DestinationEncryptionContext: anew,
        ...turn.grantTokens(chosen.token),
      },
      judge() {
        if (!token) throw new Refused('InvalidCiphertextException');
        const there = turn.locate(to, 'ReEncrypt');
        const operation = 'ReEncrypt';
        const from = { operation, action: 'kms:ReEncryptFrom', context: sent };
        const source = turn.admit(ownerOf(turn, token), from);
        const into = { operation, action: 'kms:ReEncryptTo', context: anew };
        const key = turn.admit(there, into);
        turn.requireToken(chosen.token);
        for (const one of [source, key]) turn.requireServing(one, operation, 'ENCRYPT_DECRYPT');
        if (!opens(token, sent, chosen.damage)) throw new Refused('InvalidCiphertextException');
        return ({ CiphertextBlob, SourceKeyId, KeyId }) => {
          expectSame('keys', [SourceKeyId, KeyId], [arnOfKey(source), arnOfKey(key)]);
          const { length, text } = token;
          const held = text ? { text } : {};
          keep(turn, { bytes: CiphertextBlob, key, context: anew, length, ...held });
        };
      },
    };
  },
);

const ALGORITHMS = {
  ECC_NIST_P256: 'ECDSA_SHA_256',
  ECC_NIST_EDWARDS25519: 'ED25519_SHA_512',
  HMAC_256: 'HMAC_SHA_256',
  SYMMETRIC_DEFAULT: 'none',
} as const;

interface Signing {
  readonly key: KeyRef;
  readonly message: number;
  /** An algorithm of another spec. */
  readonly isOther: boolean;
  readonly token: TokenRef;
}
const signing = { key: keyRef, message: fc.nat(2), isOther: seldom, token: tokenRef };

interface Trade {
  readonly usage: Usage;
  readonly algorithms: readonly string[];
  readonly member: 'SigningAlgorithm' | 'MacAlgorithm';
}
const SIGNATURES: Trade = {
  usage: 'SIGN_VERIFY',
  algorithms: ['ECDSA_SHA_256', 'ED25519_SHA_512'],
  member: 'SigningAlgorithm',
};
const CODES: Trade = {
  usage: 'GENERATE_VERIFY_MAC',
  algorithms: ['HMAC_SHA_256', 'HMAC_SHA_384'],
  member: 'MacAlgorithm',
};

function algorithmFor({ algorithms }: Trade, { family }: Key, isOther: boolean): string {
  const [first, second] = algorithms as [string, string];
  const own = ALGORITHMS[family.spec] === second ? second : first;
  return isOther ? (own === first ? second : first) : own;
}

/** What the key is for, and by which algorithm. */
function maker(
  turn: Turn,
  chosen: Signing,
  operation: string,
  trade: Trade,
  algorithm: string,
): Key {
  const key = turn.use(chosen.key, operation, trade.usage, { token: chosen.token });
  const fits = ALGORITHMS[key.family.spec] === algorithm;
  if (!fits) throw new Refused('InvalidKeyUsageException');
  return key;
}

const making = (operation: string, member: string, trade: Trade): Command =>
  command<Signing>(3, signing, (turn, asked) => {
    const chosen = { ...asked, key: turn.steered(asked.key, isFor(trade.usage)) };
    const KeyId = turn.name(chosen.key);
    const algorithm = algorithmFor(trade, turn.keyAt(chosen.key), chosen.isOther);
    return {
      call: `kms:${operation}`,
      input: {
        KeyId,
        Message: TEXTS[chosen.message],
        [trade.member]: algorithm,
        ...turn.grantTokens(chosen.token),
      },
      judge() {
        const { family } = maker(turn, chosen, operation, trade, algorithm);
        return (output) => {
          const bytes = output[member] as Uint8Array;
          turn.world.proofs.push({ bytes, family, message: chosen.message, algorithm });
        };
      },
    };
  });

interface Checking extends Signing {
  readonly proof: number;
  /** By the key that made it, in some Region, and of that message. */
  readonly isOwn: boolean;
  readonly isDamaged: boolean;
}

const checking = (operation: string, member: string, trade: Trade, fault: string): Command =>
  command<Checking>(
    3,
    {
      ...signing,
      proof: fc.nat(5),
      isOwn: fc.constantFrom(true, true, true, false),
      isDamaged: seldom,
    },
    (turn, { proof: nth, isOwn, isDamaged, ...asked }) => {
      const proof = proofAt(turn, nth, trade);
      const message = isOwn ? (proof?.message ?? 0) : asked.message;
      const chosen = { ...asked, message };
      const own = turn.world.keys.findIndex(({ family }) => family === proof?.family);
      const key = isOwn && own >= 0 ? { nth: own, by: 'arn' as const } : chosen.key;
      const KeyId = turn.name(key);
      const algorithm = algorithmFor(trade, turn.keyAt(key), chosen.isOther);
      const bytes = proof?.bytes ?? RUBBISH;
      return {
        call: `kms:${operation}`,
        input: {
          KeyId,
          Message: TEXTS[chosen.message],
          [trade.member]: algorithm,
          [member]: damaged(bytes, isDamaged ? 'tail' : 'none'),
          ...turn.grantTokens(chosen.token),
        },
        judge() {
          const { family } = maker(turn, { ...chosen, key }, operation, trade, algorithm);
          const isTrue =
            !isDamaged &&
            proof?.family === family &&
            proof.message === chosen.message &&
            proof.algorithm === algorithm;
          if (!isTrue) throw new Refused(fault);
          return (output) => {
            expectSame('the answer', output[`${member}Valid`], true);
          };
        },
      };
    },
  );

function proofAt({ world }: Turn, nth: number, { algorithms }: Trade): Proof | undefined {
  const all = world.proofs.filter(({ algorithm }) => algorithms.includes(algorithm));
  return all[nth % all.length];
}

export const onBytes: Readonly<Record<string, Command>> = {
  Encrypt,
  GenerateDataKey: dataKey('GenerateDataKey', false),
  GenerateDataKeyWithoutPlaintext: dataKey('GenerateDataKeyWithoutPlaintext', true),
  GenerateDataKeyPair,
  Decrypt,
  ReEncrypt,
  Sign: making('Sign', 'Signature', SIGNATURES),
  GenerateMac: making('GenerateMac', 'Mac', CODES),
  Verify: checking('Verify', 'Signature', SIGNATURES, 'KMSInvalidSignatureException'),
  VerifyMac: checking('VerifyMac', 'Mac', CODES, 'KMSInvalidMacException'),
};
