import { arnOf } from '../../aws/arn.ts';
import type { Call, Target } from '../../aws/operation.ts';
import { boolean, optional, structure, text, type Infer } from '../../aws/shape.ts';
import type { Members } from '../../aws/trace.ts';
import { visible } from '../../aws/trail.ts';
import { conditionsOf } from '../conditions.ts';
import { errors } from '../errors.ts';
import { findKey } from '../find.ts';
import type { KmsKey } from '../key.ts';
import { states } from '../key-states.ts';
import { loggedMetadata, metadataOf } from '../metadata.ts';
import { arnIn, relativeIn } from '../multi-region/family.ts';
import { kmsOperation } from '../operation.ts';
import { checkLockout, defaultKeyPolicy, readKeyPolicy } from '../policies.ts';
import { requireOtherRegion } from '../multi-region/regions.ts';
import { replicate } from '../multi-region/replicate.ts';
import { requireRoomForKeys } from '../room.ts';
import { recordElsewhere } from '../multi-region/second-record.ts';
import { keyId, keyMetadata, keyPolicy, regionName, tags } from '../shapes.ts';
import { kmsState } from '../state.ts';
import { synchronised } from '../multi-region/synchronise.ts';
import { withTags } from '../tags.ts';
import { CreateKey } from './create-key.ts';

const input = structure({
  KeyId: keyId(),
  ReplicaRegion: regionName(),
  Policy: optional(keyPolicy()),
  BypassPolicyLockoutSafetyCheck: optional(boolean()),
  Description: optional(text({ min: 0, max: 8192 })),
  Tags: optional(tags()),
});

export const ReplicateKey = kmsOperation({
  name: 'ReplicateKey',
  summary:
    'Makes a key in another Region with the id and the material of a multi-Region primary key.',
  readOnly: false,
  input,
  output: structure({
    ReplicaKeyMetadata: keyMetadata(),
    ReplicaPolicy: text(),
    ReplicaTags: optional(tags()),
  }),
  keys: { key: { from: 'KeyId', primary: 'of a set', states: states.whenReplicable } },
  also: (call) => {
    requireOtherRegion(String(call.input['ReplicaRegion']), call.region);
    const { key } = findKey(call, String(call.input['KeyId']));
    return key ? permissionsThere(call, key) : [];
  },
  throws: [
    'AlreadyExistsException',
    'LimitExceededException',
    'MalformedPolicyDocumentException',
    'TagException',
  ],
  trail: {
    request: (members) => ({
      ...visible(input, members),
      bypassPolicyLockoutSafetyCheck: members['BypassPolicyLockoutSafetyCheck'] ?? false,
      description: members['Description'] ?? '',
    }),
    response: ({ ReplicaKeyMetadata, ReplicaPolicy, ReplicaTags }) => ({
      replicaKeyMetadata: loggedMetadata(ReplicaKeyMetadata as Metadata),
      replicaPolicy: ReplicaPolicy,
      ...visible(structure({ ReplicaTags: optional(tags()) }), { ReplicaTags }),
    }),
  },

  check({ cloud, input: { ReplicaRegion: region } }, { key }) {
    if (relativeIn(key, region)) throw errors.replicaExists();
    const there = kmsState(cloud, key.account, region);
    requireRoomForKeys(there, 'Each replica counts as a key in its own Region.');
  },

  handle(call, { key }) {
    const { ReplicaRegion: region, Description: description = '', Tags = [] } = call.input;
    const policy = readKeyPolicy(call.input.Policy ?? defaultKeyPolicy(call.account));
    if (call.input.BypassPolicyLockoutSafetyCheck !== true) {
      checkLockout({ ...call, region }, arnIn(key, region), policy);
    }
    const given = withTags(new Map(), Tags);
    const replica = replicate(call, key, { region, description, policy, tags: given });
    const KeyMetadata = metadataOf(replica);
    recordElsewhere(call.cloud, 'ReplicateKey', creationOf(replica, call.input, KeyMetadata));
    synchronised(call.cloud, key);
    return {
      ReplicaKeyMetadata: KeyMetadata,
      ReplicaPolicy: policy.text,
      ...(given.size > 0 && {
        ReplicaTags: [...given].map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
      }),
    };
  },
});

type Metadata = Infer<ReturnType<typeof keyMetadata>>;

/** What must be allowed in the other Region. kms:ReplicaRegion is about ReplicateKey alone. */
function permissionsThere(call: Call<Members>, key: KmsKey): readonly Target[] {
  const { ReplicaRegion, Tags, BypassPolicyLockoutSafetyCheck } = call.input;
  const region = String(ReplicaRegion);
  const there = {
    ...call,
    region,
    input: { ...(Tags !== undefined && { Tags }), BypassPolicyLockoutSafetyCheck },
  };
  const asked = (action: string, resource: string): Target => ({
    action,
    resource,
    owner: call.account,
    context: () =>
      conditionsOf(there, {
        more: {
          'kms:KeySpec': key.spec,
          'kms:KeyUsage': key.usage,
          'kms:KeyOrigin': key.origin,
          'kms:MultiRegion': 'true',
          'kms:MultiRegionKeyType': 'REPLICA',
        },
      }),
  });
  const tagged = Array.isArray(Tags) && Tags.length > 0;
  return [
    asked('kms:CreateKey', '*'),
    ...(tagged ? [asked('kms:TagResource', arnOf('kms', region, call.account, 'key/*'))] : []),
  ];
}

/** In its own Region the replica is a key that was created. AWS shows no such record; its form is CreateKey's. */
function creationOf(replica: KmsKey, asked: Infer<typeof input>, KeyMetadata: Metadata) {
  const { spec: KeySpec, usage: KeyUsage, origin: Origin, account, region, arn } = replica;
  const { KeyId: _id, ReplicaRegion: _region, ...own } = asked;
  const { trail } = CreateKey;
  return {
    eventName: 'CreateKey',
    awsRegion: region,
    requestParameters:
      trail?.request?.({ ...own, KeySpec, KeyUsage, Origin, MultiRegion: true }) ?? null,
    responseElements: trail?.response?.({ KeyMetadata }, []) ?? null,
    resources: [{ accountId: account, type: 'AWS::KMS::Key', ARN: arn }],
  };
}
