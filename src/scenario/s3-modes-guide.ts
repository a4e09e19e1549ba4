// The study guide's table of S3's modes, and why today's AWS differs from it where it does. Source: facts sheet,
// verdicts 20, 21 and 32 to 41.

export interface Cells {
  readonly keyManagedBy: string;
  readonly auditTrail: string;
  readonly rotation: string;
}

export type GuideMode = 'SSE-S3' | 'SSE-KMS' | 'SSE-C' | 'Client-Side';

export const GUIDE: Readonly<Record<GuideMode, Cells>> = {
  'SSE-S3': { keyManagedBy: 'AWS (S3)', auditTrail: 'No', rotation: 'Automatic' },
  'SSE-KMS': {
    keyManagedBy: 'AWS (KMS)',
    auditTrail: 'Yes (CloudTrail)',
    rotation: 'Custom/Auto',
  },
  'SSE-C': { keyManagedBy: 'Customer', auditTrail: 'No', rotation: 'Manual' },
  'Client-Side': { keyManagedBy: 'Customer', auditTrail: 'No', rotation: 'Manual' },
};

const NO_KEY_EVENTS =
  'No log of KMS has it, because KMS is not asked. Who read which object is in S3’s data events, where a trail asks for them.';
const THROUGH_KMS =
  'Each data key is made and opened by KMS: GenerateDataKey and Decrypt are in the log, with the encryption context.';

/** By mode and what differs; a test holds that there is one for each difference and no more. */
export const REASONS: Readonly<Record<string, string>> = {
  'SSE-S3: audit trail': NO_KEY_EVENTS,
  'SSE-KMS, AWS managed key: rotation':
    'aws/s3 rotates every year, and nobody can choose otherwise. Custom is only a key of the customer’s.',
  'SSE-KMS, customer managed key: key managed by':
    'KMS holds the key; the customer says who may use it, whether it rotates, and when it is gone.',
  'SSE-KMS, with a Bucket Key: key managed by':
    'KMS holds the key; the customer says who may use it, whether it rotates, and when it is gone.',
  'SSE-KMS, with a Bucket Key: audit trail':
    'KMS learns the bucket and not the object, and is asked once for many objects. The objects are in S3’s data events.',
  'DSSE-KMS: the mode':
    'Two layers of encryption, since June 2023: the guide does not know it. Its cells are those of SSE-KMS, without Bucket Keys.',
  'SSE-C: audit trail': NO_KEY_EVENTS,
  'SSE-C: new buckets':
    'Since April 2026 new buckets refuse SSE-C, until PutBucketEncryption lets it in.',
  'client-side, a key of one’s own: audit trail': NO_KEY_EVENTS,
  'client-side, a data key from KMS: key managed by':
    'The program encrypts, but the key that its data keys are encrypted under is in KMS.',
  'client-side, a data key from KMS: audit trail': THROUGH_KMS,
  'client-side, a data key from KMS: rotation':
    'The key in KMS rotates like any other. The data keys do not: data that was encrypted stays under its own.',
};
