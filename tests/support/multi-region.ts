// A primary key in us-east-1 and its replica in eu-west-1.

import type { Cloud } from '../../src/aws/cloud.ts';
import type { Members } from '../../src/aws/trace.ts';
import type { Calls } from '../../src/scenario/services.ts';
import { ACCOUNT, aKey, call, outputOf } from './cloud.ts';

export const EAST = { region: 'us-east-1' };
export const WEST = { region: 'eu-west-1' };
export const SOUTH = { region: 'sa-east-1' };

type Place = typeof EAST;

export interface Related {
  readonly id: string;
  readonly primary: string;
  readonly replica: string;
}

export const arnThere = (id: string, { region }: Place): string =>
  `arn:aws:kms:${region}:${ACCOUNT}:key/${id}`;

/** Both can be used when this returns. */
export function aSet(cloud: Cloud, input: Calls['kms:CreateKey'] = {}): Related {
  const primary = aKey(cloud, { ...input, MultiRegion: true });
  const id = primary.split('/')[1]!;
  return { id, primary, replica: aReplica(cloud, id, WEST) };
}

export function aReplica(cloud: Cloud, id: string, there: Place, here: Place = EAST): string {
  outputOf(call(cloud, 'kms:ReplicateKey', { KeyId: id, ReplicaRegion: there.region }, here));
  cloud.advance(5000);
  return arnThere(id, there);
}

export const described = (cloud: Cloud, KeyId: string, there: Place): Members =>
  outputOf(call(cloud, 'kms:DescribeKey', { KeyId }, there))['KeyMetadata'] as Members;

export const stateIn = (cloud: Cloud, KeyId: string, there: Place): unknown =>
  described(cloud, KeyId, there)['KeyState'];
