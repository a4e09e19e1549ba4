// Commands that seal: texts and data keys.

import fc from 'fast-check';
import { context, contextAt, isFor, keyRef, seldom, TEXTS, tokenRef } from './choices.ts';
import { command, expectSame, type Command } from './command.ts';
import { Refused, type KeyRef, type TokenRef, type Turn } from './turn.ts';
import { arnOfKey, type Key, type Token } from './world.ts';

interface Sealing {
  readonly key: KeyRef;
  readonly context: number;
  readonly token: TokenRef;
}
const sealing = { key: keyRef, context, token: tokenRef };

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

export const keep = (
  { world }: Turn,
  token: Omit<Token, 'bytes'> & { readonly bytes: unknown },
): void => {
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

export const onSealing: Readonly<Record<string, Command>> = {
  Encrypt,
  GenerateDataKey: dataKey('GenerateDataKey', false),
  GenerateDataKeyWithoutPlaintext: dataKey('GenerateDataKeyWithoutPlaintext', true),
  GenerateDataKeyPair,
};
