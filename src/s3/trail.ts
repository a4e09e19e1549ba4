// What CloudTrail shows of a call to S3: the headers, by their own names, and how the object is encrypted. Source:
// facts sheet, section 11a; S3 user guide, "CloudTrail log file entries".

import type { TrailFacts } from '../aws/operation.ts';
import type { Members } from '../aws/trace.ts';

const HEADERS: Readonly<Record<string, string>> = {
  ServerSideEncryption: 'x-amz-server-side-encryption',
  SSEKMSKeyId: 'x-amz-server-side-encryption-aws-kms-key-id',
  SSEKMSEncryptionContext: 'x-amz-server-side-encryption-context',
  BucketKeyEnabled: 'x-amz-server-side-encryption-bucket-key-enabled',
  SSECustomerAlgorithm: 'x-amz-server-side-encryption-customer-algorithm',
  CopySource: 'x-amz-copy-source',
  VersionId: 'x-amz-version-id',
};

/** Names of the members that stand in the address and not in a header. */
const IN_ADDRESS: Readonly<Record<string, string>> = {
  Key: 'key',
  VersionId: 'versionId',
  Prefix: 'prefix',
};

export const objectTrail: TrailFacts = {
  request: (input, region = '') => ({
    ...addressOf(input, region),
    ...headersOf(input, ['VersionId']),
  }),
  response: (output) => headersOf(output, ['CopySource']),
  additional: (output, _, input) => {
    const SSEApplied = applied(output, input);
    return SSEApplied === undefined ? undefined : { SSEApplied };
  },
};

/** Of operations that only read, CloudTrail shows no answer. */
export const readTrail: TrailFacts = { ...objectTrail, response: () => null };

/** Settings of a bucket are in the request as they were sent, by AWS's names. */
export const bucketTrail = (...settings: readonly string[]): TrailFacts => ({
  request: (input, region = '') => ({
    ...addressOf(input, region),
    ...Object.fromEntries(
      settings.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])),
    ),
  }),
  response: () => null,
});

function addressOf(input: Members, region: string): Members {
  const bucket = String(input['Bucket']);
  const rest = Object.entries(IN_ADDRESS).flatMap(([member, name]) =>
    input[member] === undefined ? [] : [[name, input[member]] as const],
  );
  return {
    bucketName: bucket,
    Host: `${bucket}.s3.${region}.amazonaws.com`,
    ...Object.fromEntries(rest),
  };
}

function headersOf(members: Members, but: readonly string[]): Members {
  const shown = Object.entries(HEADERS).flatMap(([member, header]) =>
    members[member] === undefined || but.includes(member)
      ? []
      : [[header, textOf(members[member])] as const],
  );
  return Object.fromEntries(shown);
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

const MODES: Readonly<Record<string, string>> = {
  AES256: 'SSE_S3',
  'aws:kms': 'SSE_KMS',
  'aws:kms:dsse': 'DSSE_KMS',
};

/** 'Default_…' where a writer left it to the bucket. */
function applied(output: Members, input: Members): string | undefined {
  if (output['SSECustomerAlgorithm'] !== undefined) return 'SSE_C';
  const mode = MODES[String(output['ServerSideEncryption'])];
  const writes = 'Body' in input || 'CopySource' in input;
  return mode !== undefined && writes && input['ServerSideEncryption'] === undefined
    ? `Default_${mode}`
    : mode;
}
