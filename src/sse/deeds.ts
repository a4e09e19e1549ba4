// What a service does by itself with what it keeps, as the trace names it: one deed that seals, one that opens, and
// one that wipes a data key which it had kept in memory for a while.

import type { Call, Operation } from '../aws/operation.ts';
import { outsideOperation } from '../aws/outside.ts';
import { blob, boolean, structure } from '../aws/shape.ts';
import { NONCE_BYTES, open, seal } from '../crypto/aead.ts';
import type { Encrypting, Sealed } from './encrypting.ts';

type Names = Pick<Encrypting, 'service' | 'name' | 'what' | 'lane'>;

const sealDeed = ({ what }: Names): string => `Seal${capital(what)}`;
const openDeed = ({ what }: Names): string => `Open${capital(what)}`;
const wipeDeed = ({ what }: Names): string => `WipeKeyOf${capital(what)}`;

/** Of a service with several things that it seals, each its own. */
export const deedsOf = (names: Names): readonly Operation[] => [
  outsideOperation({
    ...placeOf(names),
    name: sealDeed(names),
    label: `encrypt the ${names.what}`,
    summary: `${names.name} encrypts the ${names.what} with the data key.`,
    input: structure({
      Key: blob({ thing: 'dataKey' }),
      Body: blob({ thing: 'plaintext' }),
      KeepsKey: boolean(),
    }),
    output: structure({ Sealed: blob({ thing: 'ciphertext' }) }),
    seals: (input, output) => [
      {
        into: output['Sealed'] as Uint8Array,
        what: input['Body'] as Uint8Array,
        by: input['Key'] as Uint8Array,
      },
    ],
    forgets: ({ Key, Body, KeepsKey }) =>
      KeepsKey ? [Body as Uint8Array] : [Key as Uint8Array, Body as Uint8Array],
    handle: notToBeCalled,
  }),
  outsideOperation({
    ...placeOf(names),
    name: openDeed(names),
    label: `decrypt the ${names.what}`,
    summary: `${names.name} decrypts the ${names.what} with the data key.`,
    input: structure({ Key: blob({ thing: 'dataKey' }), KeepsKey: boolean() }),
    output: structure({ Body: blob({ thing: 'plaintext' }) }),
    forgets: ({ Key, KeepsKey }) => (KeepsKey ? [] : [Key as Uint8Array]),
    handle: notToBeCalled,
  }),
  outsideOperation({
    ...placeOf(names),
    name: wipeDeed(names),
    label: 'wipe the data key',
    summary: `${names.name} wipes the data key of the ${names.what} from memory.`,
    input: structure({ Key: blob({ thing: 'dataKey' }) }),
    output: structure({}),
    forgets: ({ Key }) => [Key as Uint8Array],
    handle: () => ({}),
  }),
];

/** `keepsKey`: the plaintext data key stays in the service's memory afterwards. */
export function sealBody(
  call: Call,
  names: Names,
  { key, body, keepsKey = false }: { key: Uint8Array; body: Uint8Array; keepsKey?: boolean },
): Pick<Sealed, 'sealed' | 'nonce'> {
  const nonce = call.entropy.bytes(NONCE_BYTES);
  const { Sealed: sealed } = call.deed(
    `${names.service}:${sealDeed(names)}`,
    { Key: key, Body: body, KeepsKey: keepsKey },
    () => ({ Sealed: seal(key, nonce, body) }),
  );
  return { sealed, nonce };
}

/** Throws TypeError where the tag does not fit: nobody but the service has its hands on what it keeps. */
export function openBody(
  call: Call,
  names: Names,
  {
    key,
    from: { nonce, sealed },
    keepsKey = false,
  }: { key: Uint8Array; from: Pick<Sealed, 'sealed' | 'nonce'>; keepsKey?: boolean },
): Uint8Array {
  return call.deed(`${names.service}:${openDeed(names)}`, { Key: key, KeepsKey: keepsKey }, () => {
    const body = open(key, nonce, sealed);
    if (!body) throw new TypeError(`${names.service}: a ${names.what} was altered at rest`);
    return { Body: body };
  }).Body;
}

/** When its time is over, the key goes. */
export function wipeLater(
  call: Call,
  names: Names,
  { key, at }: { key: Uint8Array; at: number },
): void {
  const { cloud, region } = call;
  const { endpoint } = cloud.service(names.service);
  cloud.agenda.add(at, () => {
    cloud.work(`${names.service}:${wipeDeed(names)}`, { Key: key }, { as: endpoint, region });
  });
}

const placeOf = ({ service, lane }: Names) => ({ service, lane, traffic: 'within' }) as const;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const notToBeCalled = (): never => {
  throw new TypeError('a deed of a service cannot be called');
};
