// Versions of objects, and the delete markers that stand in their place. A bucket that was never versioned has one of
// each object, under the id 'null'. Source: S3 user guide, "Using versioning in S3 buckets".

import type { Entropy } from '../crypto/drbg.ts';
import { hex } from '../crypto/bytes.ts';
import { md5 } from '../crypto/md5.ts';
import { base32 } from '../aws/principal.ts';
import { errors } from './errors.ts';
import type { Bucket, DeleteMarker, Locked, Version } from './state.ts';

const NULL = 'null';

export const isMarker = (one: Version | DeleteMarker): one is DeleteMarker => 'deleted' in one;

/** The current one where none is named. */
export function requireVersion(bucket: Bucket, key: string, versionId?: string): Version {
  const all = bucket.objects.get(key) ?? [];
  if (versionId === undefined) {
    const current = all.at(-1);
    if (!current || isMarker(current)) throw errors.noSuchKey();
    return current;
  }
  const found = all.find((one) => one.versionId === versionId);
  if (!found) throw errors.noSuchVersion();
  if (isMarker(found)) throw errors.methodNotAllowed();
  return found;
}

/** What the caller sees of a version's id: nothing where versions were never kept. */
export const shownId = (
  { versioning }: Bucket,
  { versionId }: Version | DeleteMarker,
): { readonly VersionId?: string } =>
  versioning === undefined && versionId === NULL ? {} : { VersionId: versionId };

export const newVersionId = ({ versioning }: Bucket, entropy: Entropy): string =>
  versioning === 'Enabled' ? base32(entropy.bytes(32)) : NULL;

/** Takes the place of the one with the same id, if there is one. */
export function keep(bucket: Bucket, key: string, version: Version | DeleteMarker): void {
  const others = (bucket.objects.get(key) ?? []).filter(
    ({ versionId }) => versionId !== version.versionId,
  );
  bucket.objects.set(key, [...others, version]);
}

export function removeVersion(
  bucket: Bucket,
  key: string,
  id: string,
): Version | DeleteMarker | undefined {
  const all = bucket.objects.get(key) ?? [];
  const gone = all.find(({ versionId }) => versionId === id);
  const left = all.filter((one) => one !== gone);
  if (left.length === 0) bucket.objects.delete(key);
  else bucket.objects.set(key, left);
  return gone;
}

/** Without an id nothing is lost where versions are kept: a marker comes on top. */
export function removeCurrent(
  bucket: Bucket,
  key: string,
  { at, entropy }: { readonly at: number; readonly entropy: Entropy },
): DeleteMarker | undefined {
  if (bucket.versioning === undefined) {
    removeVersion(bucket, key, NULL);
    return undefined;
  }
  const marker: DeleteMarker = { versionId: newVersionId(bucket, entropy), at, deleted: true };
  keep(bucket, key, marker);
  return marker;
}

/** The MD5 of the content under SSE-S3; in the other modes a name without a meaning. */
export const etagOf = (
  { mode }: Pick<Locked, 'mode'>,
  body: Uint8Array,
  entropy: Entropy,
): string => `"${hex(mode === 'AES256' ? md5(body) : entropy.bytes(16))}"`;
