// Where the material of a key does its work: in KMS's HSM, in the HSM of a CloudHSM cluster, or in KMS's HSM with
// a second layer by an external key manager. Operations ask here, and need not know.

import type { Call } from '../../aws/operation.ts';
import { decode, type Origin } from '../ciphertext.ts';
import { contextBytes, type EncryptionContext } from '../context.ts';
import type { Hsm, Sealed, Under, Way } from '../hsm.ts';
import type { KmsKey } from '../key.ts';
import { vaultOf } from '../state.ts';
import { reachCluster } from './cluster.ts';
import { storeErrors } from './errors.ts';
import { FRAME_BYTES, frameOf } from './framing.ts';
import { askProxy } from './proxy.ts';

/** Sealed by KMS, and then by an external key manager: what is inside shows only when the outside is off. */
export interface TwiceSealed {
  readonly algorithm: 'SYMMETRIC_DEFAULT';
  readonly context: EncryptionContext;
  readonly outer: Uint8Array;
}

interface Source {
  readonly under: Under;
  readonly sealed: Sealed | TwiceSealed;
}

interface Destination {
  readonly under: Under;
  readonly way: Way;
}

interface Workplace {
  readonly hsm: Hsm;
  /** The call, as it is seen from there. */
  readonly call: Call;
}

export function workplaceOf(call: Call, { store, region }: KmsKey): Workplace {
  if (store?.type !== 'AWS_CLOUDHSM') return { hsm: vaultOf(call.cloud, region).hsm, call };
  reachCluster(call, store);
  return { hsm: store.hsm, call: inCluster(call) };
}

export function encrypt(call: Call, to: Destination, plaintext: Uint8Array): Uint8Array {
  const { hsm, call: there } = workplaceOf(call, to.under.key);
  return sealOutside(call, to, hsm.encrypt(there, to.under, plaintext, to.way));
}

export function decrypt(call: Call, from: Source): Uint8Array {
  const { hsm, call: there } = workplaceOf(call, from.under.key);
  return hsm.decrypt(there, from.under, openOutside(call, from));
}

/** Between two HSMs, as a cluster's and KMS's, the plaintext crosses KMS. AWS does not say how it does that. */
export function reEncrypt(call: Call, source: Source, to: Destination): Uint8Array {
  const from = { under: source.under, sealed: openOutside(call, source) };
  const opener = workplaceOf(call, source.under.key);
  const sealer = workplaceOf(call, to.under.key);
  const blob =
    opener.hsm === sealer.hsm
      ? opener.hsm.reEncrypt(opener.call, from, to)
      : sealer.hsm.encrypt(
          sealer.call,
          to.under,
          opener.hsm.decrypt(opener.call, from.under, from.sealed),
          to.way,
        );
  return sealOutside(call, to, blob);
}

export function generateDataKey(
  call: Call,
  under: Under,
  request: {
    readonly bytes: number;
    readonly origin: Origin;
    readonly context: EncryptionContext;
  },
): { Plaintext: Uint8Array; CiphertextBlob: Uint8Array } {
  const { hsm, call: there } = workplaceOf(call, under.key);
  const made = hsm.generateDataKey(there, under, request);
  const way: Way = { algorithm: 'SYMMETRIC_DEFAULT', context: request.context };
  return { ...made, CiphertextBlob: sealOutside(call, { under, way }, made.CiphertextBlob) };
}

/** The same deeds, in another place. */
export const inCluster = (call: Call): Call => ({
  ...call,
  deed: (name, input, work) =>
    call.deed(name.replace(/^hsm:/, 'cluster:'), input, (inner) => work(inCluster(inner))),
});

function sealOutside(call: Call, { under, way }: Destination, blob: Uint8Array): Uint8Array {
  const { store, xksKeyId } = under.key;
  if (store?.type !== 'EXTERNAL_KEY_STORE' || way.algorithm !== 'SYMMETRIC_DEFAULT') return blob;
  const { Ciphertext } = askProxy(call, 'Encrypt', store, {
    XksKeyId: xksKeyId,
    Plaintext: blob,
    Header: frameOf(under.material.id),
    AdditionalAuthenticatedData: contextBytes(way.context),
  });
  return Ciphertext as Uint8Array;
}

function openOutside(call: Call, { under, sealed }: Source): Sealed {
  const { store, xksKeyId } = under.key;
  if (!('outer' in sealed) || store?.type !== 'EXTERNAL_KEY_STORE') return sealed as Sealed;
  const { outer, ...way } = sealed;
  const { Plaintext } = askProxy(call, 'Decrypt', store, {
    XksKeyId: xksKeyId,
    Ciphertext: outer,
    HeaderBytes: FRAME_BYTES,
    AdditionalAuthenticatedData: contextBytes(way.context),
  });
  const envelope = decode(Plaintext as Uint8Array);
  if (envelope) return { ...way, envelope };
  throw storeErrors.outside(
    'The ciphertext that the external key store proxy submitted for decryption, or the encryption context, is corrupted, missing, or otherwise invalid.',
    'The outer layer opened, and what lay under it is no ciphertext of KMS.',
  );
}
