// Opens a message with its data key: commitment, header, every frame, signature, in this order. All of it fits,
// or no byte of plaintext comes out.

import { open, TAG_BYTES } from '../aead.ts';
import { concat, equalBytes } from '../bytes.ts';
import type { Suites } from '../suites.ts';
import { suiteNamed } from './algorithms.ts';
import { frameAad, joined } from './body.ts';
import { contextBytes, PUBLIC_KEY, type Context } from './context.ts';
import { attempt, type FailureCode, type Result } from './failure.ts';
import { messageKeys } from './keys.ts';
import type { Frame, Header, Message } from './message.ts';
import { failed, type Field } from './reader.ts';
import { isSigned } from './signature.ts';

interface Opening {
  readonly message: Message;
  readonly dataKey: Uint8Array;
  /** Pairs that were bound and not written into the message: who opens it must know them. */
  readonly unwritten?: Context;
  /** Asked for only where the suite signs. */
  readonly suites?: () => Suites;
}

export const decryptMessage = (opening: Opening): Result<Uint8Array> =>
  attempt(() => opened(opening));

function opened(opening: Opening): Uint8Array {
  const { message, dataKey } = opening;
  const { header } = message;
  const { keyBytes } = suiteNamed(header.suite);
  const blame = blaming(message);
  if (dataKey.length !== keyBytes) {
    blame(
      'header',
      'algorithm suite',
      'WrongKeyLength',
      `takes a data key of ${keyBytes} bytes, not ${dataKey.length}`,
    );
  }
  const { key, commitment } = messageKeys(header.suite, dataKey, header.messageId);
  if (commitment && !equalBytes(commitment, header.commitment ?? new Uint8Array())) {
    blame('header', 'key commitment', 'CommitmentMismatch', 'is of another data key');
  }
  if (!isHeaderWhole(opening, key)) {
    blame('header', 'tag', 'TagMismatch', 'does not fit');
  }
  const parts = message.frames.map((frame) => {
    const { kind, sequence } = frame;
    const part = kind === 'frame' ? `frame ${sequence}` : kind;
    return openFrame(key, header, frame) ?? blame(part, 'tag', 'TagMismatch', 'does not fit');
  });
  checkSignature(opening, blame);
  return joined(parts);
}

type Blame = (part: string, name: string, code: FailureCode, problem: string) => never;

/** Fields of one name are told apart by their part; the last of them is meant. */
const blaming =
  ({ fields }: Message): Blame =>
  (part, name, code, problem) => {
    const isMeant = (field: Field): boolean => field.part === part && field.name === name;
    throw failed(code, { part, name, offset: fields.findLast(isMeant)?.offset ?? 0 }, problem);
  };

function isHeaderWhole({ message, unwritten = {} }: Opening, key: Uint8Array): boolean {
  const { over, iv, tag } = message.headerSeal;
  const bound = contextBytes(unwritten);
  return bound !== null && open(key, iv, tag, concat(over, bound)) !== null;
}

function openFrame(key: Uint8Array, { messageId }: Header, frame: Frame): Uint8Array | null {
  const { kind, sequence, iv, sealed } = frame;
  const contentBytes = sealed.length - TAG_BYTES;
  return open(key, iv, sealed, frameAad(messageId, kind, sequence, contentBytes));
}

function checkSignature({ message, suites }: Opening, blame: Blame): void {
  const { header, footer } = message;
  const { signs } = suiteNamed(header.suite);
  const publicKey = Object.hasOwn(header.context, PUBLIC_KEY)
    ? header.context[PUBLIC_KEY]
    : undefined;
  if (!signs || !footer) {
    if (publicKey === undefined) return;
    blame(
      'encryption context',
      'name',
      'MalformedMessage',
      `${PUBLIC_KEY} is in a message that is not signed`,
    );
  }
  if (!suites) throw new TypeError('a signed message needs the elliptic curves');
  if (publicKey === undefined || !isSigned(signs, publicKey, footer, suites())) {
    blame('footer', 'signature', 'SignatureMismatch', 'does not fit');
  }
}
