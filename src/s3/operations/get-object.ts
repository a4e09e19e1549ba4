import type { Permission } from '../../aws/operation.ts';
import { blob, integer, optional, structure } from '../../aws/shape.ts';
import { ServiceError } from '../../aws/errors.ts';
import { factsOf } from '../answers.ts';
import { checkedKey, readCustomerKey, type CustomerKeyHeaders } from '../customer-key.ts';
import { errors, KMS_REFUSALS } from '../errors.ts';
import { unlockObject } from '../locks.ts';
import { s3Operation, versioned, versionedPermissions } from '../operation.ts';
import { bucketName, customerKey, objectFacts, objectKey, versionId } from '../shapes.ts';
import { readTrail } from '../trail.ts';
import { requireVersion } from '../versions.ts';

const input = structure({
  Bucket: bucketName(),
  Key: objectKey(),
  VersionId: optional(versionId()),
  ...customerKey,
});

export const opening = (on: string): Permission => ({
  action: 'kms:Decrypt',
  on,
  when: 'it is encrypted with aws:kms or aws:kms:dsse, and S3 has no Bucket Key for it in memory',
});

export const GetObject = s3Operation({
  name: 'GetObject',
  summary:
    'Reads an object. With a KMS key of the customer’s, the reader must also be allowed to use the key.',
  readOnly: true,
  event: 'data',
  action: versioned('s3:GetObject'),
  input,
  output: structure({
    Body: blob({ thing: 'plaintext' }),
    ContentLength: integer(),
    ...objectFacts,
  }),
  throws: [
    ...KMS_REFUSALS,
    'NoSuchKey',
    'NoSuchVersion',
    'MethodNotAllowed',
    'InvalidArgument',
    'InvalidEncryptionAlgorithmError',
    'InvalidRequest',
  ],
  permissions: [...versionedPermissions('s3:GetObject'), opening('the key of the object')],
  trail: readTrail,

  handle(call, bucket) {
    const { Key: key, VersionId } = call.input;
    const sent = readCustomerKey(sentKey(call.input));
    const version = requireVersion(bucket, key, VersionId);
    const Body = unlockObject(call, { bucket, key }, version.locked, sent);
    return { Body, ContentLength: version.size, ...factsOf(bucket, version) };
  },
});

export const HeadObject = s3Operation({
  name: 'HeadObject',
  summary: 'Says what is known of an object, and how it is encrypted. KMS is not asked.',
  readOnly: true,
  event: 'data',
  head: true,
  label: 'facts of the object',
  action: versioned('s3:GetObject'),
  input,
  output: structure({ ContentLength: integer(), ...objectFacts }),
  throws: ['Forbidden', 'BadRequest'],
  permissions: versionedPermissions('s3:GetObject'),
  trail: readTrail,

  handle(call, bucket) {
    const { Key: key, VersionId } = call.input;
    const version = withoutWords(() => {
      const found = requireVersion(bucket, key, VersionId);
      const sent = readCustomerKey(sentKey(call.input));
      if (found.locked.mode === 'SSE-C') checkedKey(found.locked, sent);
      return found;
    });
    return { ContentLength: version.size, ...factsOf(bucket, version) };
  },
});

interface SentKey {
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKey?: Uint8Array;
  readonly SSECustomerKeyMD5?: string;
}

const sentKey = (sent: SentKey): CustomerKeyHeaders => ({
  algorithm: sent.SSECustomerAlgorithm,
  key: sent.SSECustomerKey,
  keyMd5: sent.SSECustomerKeyMD5,
});

/** HEAD answers with a status alone. */
function withoutWords<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { status, why } = error.refusal;
    if (status === 404) throw errors.notFound();
    throw status === 403 ? errors.forbidden('', why) : errors.badRequest(why);
  }
}
