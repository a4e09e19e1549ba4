// Commands that open what was sealed: as it was, in another context, damaged, in another Region.

import fc from 'fast-check';
import { context, contextAt, keyRef, RUBBISH, tokenRef } from './choices.ts';
import { command, expectSame, type Command, type Effect } from './command.ts';
import { keep } from './commands-sealing.ts';
import { isSame, Refused, type KeyRef, type TokenRef, type Turn } from './turn.ts';
import { arnOfKey, type Context, type Key, type Token } from './world.ts';

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
  const confirmed = named && (relativeOf(turn, named, token) ?? turn.locate(named, 'Decrypt'));
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

/** Recorded: the ARN that the key has in another Region is that of another key. */
function relativeOf(turn: Turn, named: KeyRef, token: Token | undefined) {
  const { world, region } = turn;
  const other = turn.keyAt(named);
  const { owner, id } = other.family;
  const isRelative =
    named.by === 'arn' &&
    other.region !== region &&
    token?.key.family === other.family &&
    // A replica that is gone may have a successor with the same ARN.
    [region, other.region].every((there) => world.find(owner, there, id));
  return isRelative ? { owner: 'another Region', key: undefined } : undefined;
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

export const onOpening: Readonly<Record<string, Command>> = { Decrypt, ReEncrypt };
