// Commands that sign and verify, with key pairs and with HMAC keys.

import fc from 'fast-check';
import { isFor, keyRef, RUBBISH, seldom, TEXTS, tokenRef } from './choices.ts';
import { command, expectSame, type Command } from './command.ts';
import { Refused, type KeyRef, type TokenRef, type Turn } from './turn.ts';
import type { Key, Proof, Usage } from './world.ts';

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
          [member]: isDamaged ? bytes.map((byte, i) => (i === 20 ? byte ^ 1 : byte)) : bytes,
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

export const onProofs: Readonly<Record<string, Command>> = {
  Sign: making('Sign', 'Signature', SIGNATURES),
  GenerateMac: making('GenerateMac', 'Mac', CODES),
  Verify: checking('Verify', 'Signature', SIGNATURES, 'KMSInvalidSignatureException'),
  VerifyMac: checking('VerifyMac', 'Mac', CODES, 'KMSInvalidMacException'),
};
