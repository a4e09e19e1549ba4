// What DescribeKey tells of a key (facts sheet, section 1c), and how CloudTrail writes the same.

import { camel, type Infer } from '../aws/shape.ts';
import type { Members } from '../aws/trace.ts';
import { currentMaterial, type KmsKey } from './key.ts';
import type { keyMetadata } from './shapes.ts';

export function metadataOf(key: KmsKey): Infer<ReturnType<typeof keyMetadata>> {
  return {
    AWSAccountId: key.account,
    KeyId: key.id,
    Arn: key.arn,
    CreationDate: key.createdAt,
    Enabled: key.state === 'Enabled',
    Description: key.description,
    KeyUsage: key.usage,
    KeyState: key.state,
    ...(key.deletionDate !== undefined && { DeletionDate: key.deletionDate }),
    Origin: key.origin,
    KeyManager: key.manager,
    CustomerMasterKeySpec: key.spec,
    KeySpec: key.spec,
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
    CurrentKeyMaterialId: currentMaterial(key).id,
  };
}

/** CloudTrail writes the date as text, and the account with its own capitals. */
export function loggedMetadata(metadata: Infer<ReturnType<typeof keyMetadata>>): Members {
  const { AWSAccountId, CreationDate, ...rest } = metadata;
  const lower = Object.entries(rest).map(([name, value]): [string, unknown] => [
    camel(name),
    value,
  ]);
  return {
    aWSAccountId: AWSAccountId,
    creationDate: dateText(CreationDate),
    ...Object.fromEntries(lower),
  };
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** 'Aug 10, 2022, 10:38:27 PM' — written by hand, because locales differ from machine to machine. */
export function dateText(milliseconds: number): string {
  const date = new Date(milliseconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hour = date.getUTCHours();
  const clock = `${hour % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} ${hour < 12 ? 'AM' : 'PM'}`;
  return `${MONTHS[date.getUTCMonth()] ?? ''} ${date.getUTCDate()}, ${date.getUTCFullYear()}, ${clock}`;
}
