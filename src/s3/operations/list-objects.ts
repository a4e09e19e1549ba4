import { boolean, integer, list, optional, structure, text, timestamp } from '../../aws/shape.ts';
import { base64, fromBase64, textOf, utf8 } from '../../crypto/bytes.ts';
import { errors } from '../errors.ts';
import { limits } from '../limits.ts';
import { s3Operation } from '../operation.ts';
import { bucketName } from '../shapes.ts';
import type { Bucket, Version } from '../state.ts';
import { bucketTrail } from '../trail.ts';
import { isMarker } from '../versions.ts';

export const ListObjectsV2 = s3Operation({
  name: 'ListObjectsV2',
  summary: 'Lists the objects of a bucket by name. Names are never encrypted.',
  readOnly: true,
  event: 'data',
  label: 'objects',
  action: 's3:ListBucket',
  input: structure({
    Bucket: bucketName(),
    Prefix: optional(text({ max: 1024 })),
    MaxKeys: optional(integer({ min: 0 })),
    ContinuationToken: optional(text({ max: 4096 })),
  }),
  output: structure({
    Name: text(),
    KeyCount: integer(),
    IsTruncated: boolean(),
    NextContinuationToken: optional(text()),
    Contents: optional(
      list(structure({ Key: text(), LastModified: timestamp(), ETag: text(), Size: integer() })),
    ),
  }),
  throws: ['InvalidArgument'],
  trail: bucketTrail(),

  handle({ input }, bucket) {
    const { Prefix = '', MaxKeys = limits.listedAtOnce.standard, ContinuationToken } = input;
    const after = ContinuationToken === undefined ? '' : readToken(ContinuationToken);
    const all = currentOf(bucket).filter(([key]) => key.startsWith(Prefix) && key > after);
    const page = all.slice(0, Math.min(MaxKeys, limits.listedAtOnce.max));
    const last = page.at(-1);
    const more = last !== undefined && page.length < all.length;
    return {
      Name: bucket.name,
      KeyCount: page.length,
      IsTruncated: more,
      ...(more && { NextContinuationToken: base64(utf8(last[0])) }),
      ...(page.length > 0 && {
        Contents: page.map(([Key, { at, etag, size }]) => ({
          Key,
          LastModified: at,
          ETag: etag,
          Size: size,
        })),
      }),
    };
  },
});

/** By name, without those that a delete marker hides. */
function currentOf({ objects }: Bucket): readonly (readonly [key: string, version: Version])[] {
  const current = [...objects].flatMap(([key, all]) => {
    const last = all.at(-1);
    return last && !isMarker(last) ? [[key, last] as const] : [];
  });
  return current.toSorted(([one], [other]) => (one < other ? -1 : 1));
}

function readToken(token: string): string {
  try {
    const key = textOf(fromBase64(token));
    if (key !== undefined) return key;
  } catch {
    // It is no base64: refused below, like what is no text.
  }
  throw errors.invalidArgument(
    'The continuation token provided is incorrect',
    'The token is not the one that the page before gave.',
  );
}
