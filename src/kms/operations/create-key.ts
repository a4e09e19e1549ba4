import { validationError } from '../../aws/errors.ts';
import type { Call, Target } from '../../aws/operation.ts';
import { arnOf } from '../../aws/arn.ts';
import { boolean, choice, optional, structure, text, type Infer } from '../../aws/shape.ts';
import type { Members } from '../../aws/trace.ts';
import { visible } from '../../aws/trail.ts';
import { createKey } from '../create-key.ts';
import { errors } from '../errors.ts';
import { KEY_ORIGINS, type KeyOrigin } from '../key.ts';
import {
  CUSTOMER_MASTER_KEY_SPECS,
  isForUsage,
  isImportable,
  KEY_SPECS,
  KEY_USAGES,
  type KeySpec,
  type KeyUsage,
} from '../specs.ts';
import { conditionsOf, type Rows } from '../conditions.ts';
import { placeOfNewKey } from '../key-stores/new-key.ts';
import { keyStoreId } from '../key-stores/shapes.ts';
import { loggedMetadata, metadataOf } from '../metadata.ts';
import { kmsOperation } from '../operation.ts';
import { checkLockout, defaultKeyPolicy, readKeyPolicy } from '../policies.ts';
import { requireRoomForKeys } from '../room.ts';
import { keyMetadata, keyPolicy, tags } from '../shapes.ts';
import { withTags } from '../tags.ts';

const input = structure({
  Policy: optional(keyPolicy()),
  Description: optional(text({ min: 0, max: 8192 })),
  KeyUsage: optional(choice(...KEY_USAGES)),
  CustomerMasterKeySpec: optional(choice(...CUSTOMER_MASTER_KEY_SPECS)),
  KeySpec: optional(choice(...KEY_SPECS)),
  Origin: optional(choice(...KEY_ORIGINS)),
  CustomKeyStoreId: optional(keyStoreId()),
  BypassPolicyLockoutSafetyCheck: optional(boolean()),
  Tags: optional(tags()),
  MultiRegion: optional(boolean()),
  XksKeyId: optional(text({ min: 1, max: 128, pattern: /^[a-zA-Z0-9-_.]+$/ })),
});

export const CreateKey = kmsOperation({
  name: 'CreateKey',
  summary: 'Makes a KMS key. Its material is drawn inside the HSM and stays there.',
  readOnly: false,
  input,
  output: structure({ KeyMetadata: keyMetadata() }),
  keys: {},
  also: (call) => [asked(call, 'kms:CreateKey', '*'), ...tagging(call)],
  throws: [
    'CloudHsmClusterInvalidConfigurationException',
    'CustomKeyStoreInvalidStateException',
    'CustomKeyStoreNotFoundException',
    'MalformedPolicyDocumentException',
    'LimitExceededException',
    'TagException',
    'UnsupportedOperationException',
    'XksKeyAlreadyInUseException',
    'XksKeyInvalidConfigurationException',
    'XksKeyNotFoundException',
  ],
  trail: {
    request: ({ KeySpec, CustomerMasterKeySpec, ...input }) => ({
      description: input['Description'] ?? '',
      origin: input['Origin'] ?? 'AWS_KMS',
      bypassPolicyLockoutSafetyCheck: input['BypassPolicyLockoutSafetyCheck'] ?? false,
      customerMasterKeySpec: KeySpec ?? CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT',
      keySpec: KeySpec ?? CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT',
      keyUsage: input['KeyUsage'] ?? 'ENCRYPT_DECRYPT',
      ...(input['Policy'] !== undefined && { policy: input['Policy'] }),
      ...visible(structure({ Tags: tags() }), input),
      multiRegion: input['MultiRegion'] ?? false,
      ...visible(structure({ CustomKeyStoreId: keyStoreId(), XksKeyId: text() }), input),
    }),
    response: ({ KeyMetadata }) => ({
      keyMetadata: loggedMetadata(KeyMetadata as Parameters<typeof loggedMetadata>[0]),
    }),
    made: ({ KeyMetadata }) => {
      const { Arn, AWSAccountId } = KeyMetadata as Infer<ReturnType<typeof keyMetadata>>;
      return { owner: AWSAccountId, type: 'AWS::KMS::Key', resource: Arn };
    },
  },

  check(call) {
    const kind = kindOfNewKey(call.input);
    return { ...kind, ...placeOfNewKey(call, kind) };
  },

  handle(call, _keys, kind) {
    const { input, kms } = call;
    requireRoomForKeys(kms);
    const key = createKey(call, {
      ...kind,
      description: input.Description ?? '',
      manager: 'CUSTOMER',
      tags: withTags(new Map(), input.Tags ?? []),
      policy(arn) {
        const policy = readKeyPolicy(input.Policy ?? defaultKeyPolicy(call.account));
        if (input.BypassPolicyLockoutSafetyCheck !== true) checkLockout(call, arn, policy);
        return policy;
      },
    });
    return { KeyMetadata: metadataOf(key) };
  },
});

const asked = (call: Call<Members>, action: string, resource: string): Target => ({
  action,
  resource,
  owner: call.account,
  context: () => conditionsOf(call, { more: newKeyRows(call.input) }),
});

/** What the key will be. */
const newKeyRows = ({
  KeySpec,
  CustomerMasterKeySpec,
  KeyUsage,
  Origin,
  MultiRegion,
}: Asked): Rows => ({
  'kms:KeySpec': KeySpec ?? CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT',
  'kms:KeyUsage': KeyUsage ?? 'ENCRYPT_DECRYPT',
  'kms:KeyOrigin': Origin ?? 'AWS_KMS',
  'kms:MultiRegion': String(MultiRegion ?? false),
  'kms:MultiRegionKeyType': MultiRegion === true ? 'PRIMARY' : undefined,
});

/** The key has no ARN yet: only a permission that is not bound to particular keys will do. */
function tagging(call: Call<Members>): readonly Target[] {
  const { input, account, region } = call;
  const given = Array.isArray(input['Tags']) && input['Tags'].length > 0;
  return given ? [asked(call, 'kms:TagResource', arnOf('kms', region, account, 'key/*'))] : [];
}

interface Kind {
  readonly spec: KeySpec;
  readonly usage: KeyUsage;
  readonly origin: KeyOrigin;
  readonly multiRegion: boolean;
}

/** Spec, usage and origin must fit each other: no shape can say so. Wording: facts sheet, section 2. */
function kindOfNewKey(input: Asked): Kind {
  const { KeySpec, CustomerMasterKeySpec, Origin: origin = 'AWS_KMS' } = input;
  if (KeySpec !== undefined && CustomerMasterKeySpec !== undefined) {
    throw validationError(
      'You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.',
    );
  }
  const spec = KeySpec ?? CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
  const usage = usageOf(spec, input.KeyUsage);
  if (spec === 'SM2') throw errors.chinaOnly(spec);
  if (origin === 'EXTERNAL' && !isImportable(spec)) throw errors.notImportable(spec);
  return { spec, usage, origin, multiRegion: input.MultiRegion === true };
}

function usageOf(spec: KeySpec, usage: KeyUsage | undefined): KeyUsage {
  if (usage === undefined) {
    if (spec === 'SYMMETRIC_DEFAULT') return 'ENCRYPT_DECRYPT';
    throw validationError(
      'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
    );
  }
  if (isForUsage(spec, usage)) return usage;
  throw validationError(`KeyUsage ${usage} is not compatible with KeySpec ${spec}`);
}

type Asked = Infer<typeof input>;
