// The modes of encryption in S3, each run on the same object, and what the run says of it: who manages the key, what
// the logs have of it, how the key is rotated. Beside it stands what the study guide's table says.

import { Cloud } from '../aws/cloud.ts';
import type { Members, Span } from '../aws/trace.ts';
import { utf8 } from '../crypto/bytes.ts';
import { world } from './run.ts';
import { GUIDE, REASONS, type Cells, type GuideMode } from './s3-modes-guide.ts';
import { services } from './services.ts';

export interface ModeRow extends Cells {
  readonly mode: string;
  /** The row of the study guide that it belongs to; it knows none of the others. */
  readonly guide?: GuideMode;
  /** Whether a bucket takes it on its first day. */
  readonly onNewBucket: boolean;
}

export interface Difference {
  readonly mode: string;
  readonly what: string;
  /** Absent where the guide has no such row or says nothing of it. */
  readonly guide?: string;
  readonly today: string;
  readonly why: string;
}

const Bucket = 'modes';
const Key = 'report.csv';
const place = { Bucket, Key };
const Body = utf8('order,amount\n17,9.99\n');
const customerKey = {
  SSECustomerAlgorithm: 'AES256',
  SSECustomerKey: new Uint8Array(32).fill(0x5c),
};

/** One mode, run in a world of its own. */
interface Run {
  readonly cloud: Cloud;
  /** ARN of a customer managed key. */
  readonly keyArn: string;
}

interface Mode {
  readonly mode: string;
  readonly guide?: GuideMode;
  readonly write: (run: Run) => Span;
  /** What the reader sends along. */
  readonly read?: Members;
}

const putting =
  (headers: (run: Run) => Members) =>
  (run: Run): Span =>
    run.cloud.call('s3:PutObject', { ...place, Body, ...headers(run) });

const underKms = ({ keyArn }: Run): Members => ({
  ServerSideEncryption: 'aws:kms',
  SSEKMSKeyId: keyArn,
});

const MODES: readonly Mode[] = [
  { mode: 'SSE-S3', guide: 'SSE-S3', write: putting(() => ({})) },
  {
    mode: 'SSE-KMS, AWS managed key',
    guide: 'SSE-KMS',
    write: putting(() => ({ ServerSideEncryption: 'aws:kms' })),
  },
  { mode: 'SSE-KMS, customer managed key', guide: 'SSE-KMS', write: putting(underKms) },
  {
    mode: 'SSE-KMS, with a Bucket Key',
    guide: 'SSE-KMS',
    write: putting((run) => ({ ...underKms(run), BucketKeyEnabled: true })),
  },
  {
    mode: 'DSSE-KMS',
    write: putting((run) => ({ ...underKms(run), ServerSideEncryption: 'aws:kms:dsse' })),
  },
  { mode: 'SSE-C', guide: 'SSE-C', write: putting(() => customerKey), read: customerKey },
  {
    mode: 'client-side, a key of one’s own',
    guide: 'Client-Side',
    write: ({ cloud }) => sealed(cloud, customerKey.SSECustomerKey),
  },
  {
    mode: 'client-side, a data key from KMS',
    guide: 'Client-Side',
    write({ cloud, keyArn }) {
      const asked = { KeyId: keyArn, KeySpec: 'AES_256', EncryptionContext: { report: Key } };
      const { Plaintext } = answerOf(cloud.call('kms:GenerateDataKey', asked));
      return sealed(cloud, Plaintext as Uint8Array);
    },
  },
];

/** The program encrypts, and S3 gets what it cannot read. */
function sealed(cloud: Cloud, key: Uint8Array): Span {
  const { Message } = answerOf(cloud.call('app:Seal', { Key: key, Plaintext: Body }));
  return cloud.call('s3:PutObject', { ...place, Body: Message });
}

export const modeRows = (): readonly ModeRow[] => MODES.map(rowOf);

function rowOf({ mode, guide, write, read = {} }: Mode): ModeRow {
  const onNewBucket = write(fresh()).outcome.ok;
  const run = fresh();
  const { cloud } = run;
  unblock(cloud);
  const from = cloud.trail.length;
  const written = write(run);
  answerOf(written);
  answerOf(cloud.call('s3:GetObject', { ...place, ...read }));
  const records = cloud.trail
    .slice(from)
    .filter(({ eventName }) => USES.includes(String(eventName)));
  const [used] = records.flatMap(({ resources }) => resources as readonly { ARN: string }[]);
  const manager = used ? managerOf(cloud, used.ARN) : keeperOf(written);
  return {
    mode,
    ...(guide && { guide }),
    onNewBucket,
    keyManagedBy: manager,
    auditTrail: auditIn(cloud, JSON.stringify(records)),
    rotation: used ? rotationOf(cloud, used.ARN) : manager === 'Customer' ? 'Manual' : 'Automatic',
  };
}

const USES = ['Decrypt', 'GenerateDataKey'];

function managerOf(cloud: Cloud, KeyId: string): string {
  const { KeyMetadata } = answerOf(cloud.call('kms:DescribeKey', { KeyId }));
  return (KeyMetadata as Members)['KeyManager'] === 'AWS' ? 'AWS (KMS)' : 'Customer (KMS)';
}

/** Without KMS: whoever brings a key, or brings what is sealed already, manages it. */
function keeperOf({ crossings: [sent], input }: Span): string {
  const bringsKey = sent?.items.some(({ kind }) => kind === 'dataKey') === true;
  return bringsKey || (input['Body'] !== undefined && !isSame(input['Body'] as Uint8Array))
    ? 'Customer'
    : 'AWS (S3)';
}

const isSame = (bytes: Uint8Array): boolean => bytes.join() === Body.join();

function auditIn(cloud: Cloud, ofKms: string): string {
  if (ofKms === '[]') return cloud.dataEvents.length > 0 ? 'S3 data events' : 'No';
  // The ARN of the bucket alone: which object it was, KMS never learns.
  return ofKms.includes(`"arn:aws:s3:::${Bucket}"`)
    ? 'Yes (CloudTrail), by bucket'
    : 'Yes (CloudTrail)';
}

/** Found out by trying. */
function rotationOf(cloud: Cloud, KeyId: string): string {
  const { KeyRotationEnabled } = answerOf(cloud.call('kms:GetKeyRotationStatus', { KeyId }));
  const chosen = cloud.call('kms:EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
  if (chosen.outcome.ok) return 'Custom/Auto';
  return KeyRotationEnabled === true ? 'Automatic' : 'Manual';
}

function fresh(): Run {
  const cloud = new Cloud({
    services,
    seed: 's3-modes',
    now: world.start,
    tick: world.tickMilliseconds,
    account: world.account,
    region: world.region,
  });
  const { KeyMetadata } = answerOf(cloud.call('kms:CreateKey', {}));
  answerOf(cloud.call('s3:CreateBucket', { Bucket }));
  return { cloud, keyArn: String((KeyMetadata as Members)['Arn']) };
}

const unblock = (cloud: Cloud): void => {
  const Rules = [{ BlockedEncryptionTypes: { EncryptionType: ['NONE'] } }];
  answerOf(
    cloud.call('s3:PutBucketEncryption', { Bucket, ServerSideEncryptionConfiguration: { Rules } }),
  );
};

function answerOf({ call, outcome }: Span): Members {
  if (!outcome.ok) throw new TypeError(`${call}: ${outcome.error.code} ${outcome.error.message}`);
  return outcome.output;
}

const COLUMNS = { keyManagedBy: 'key managed by', auditTrail: 'audit trail', rotation: 'rotation' };

/** Where the guide and the run part, cell by cell. */
export const modeDifferences = (): readonly Difference[] =>
  modeRows().flatMap((row): readonly Difference[] => {
    const { mode, guide, onNewBucket } = row;
    const because = (what: string): string => REASONS[`${mode}: ${what}`] ?? '';
    if (!guide) {
      return [{ mode, what: 'the mode', today: 'offered', why: because('the mode') }];
    }
    const cells = (Object.keys(COLUMNS) as (keyof Cells)[]).flatMap((column) => {
      const [said, today, what] = [GUIDE[guide][column], row[column], COLUMNS[column]];
      return said === today ? [] : [{ mode, what, guide: said, today, why: because(what) }];
    });
    const blocked = { mode, what: 'new buckets', today: 'refused', why: because('new buckets') };
    return onNewBucket ? cells : [...cells, blocked];
  });
