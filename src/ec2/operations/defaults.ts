import { boolean, structure, text } from '../../aws/shape.ts';
import { aboutAccount, ec2Operation } from '../operation.ts';
import { MANAGED_KEY, wishesOf } from '../state.ts';

const byDefault = structure({ EbsEncryptionByDefault: boolean() });
const defaultKey = structure({ KmsKeyId: text() });

export const EnableEbsEncryptionByDefault = ec2Operation({
  name: 'EnableEbsEncryptionByDefault',
  summary: 'From now on every new volume and copy in this account and Region is encrypted.',
  readOnly: false,
  label: 'on',
  input: structure({}),
  output: byDefault,
  about: aboutAccount,
  handle: (call) => ({ EbsEncryptionByDefault: (wishesOf(call).byDefault = true) }),
});

export const DisableEbsEncryptionByDefault = ec2Operation({
  name: 'DisableEbsEncryptionByDefault',
  summary: 'From now on new volumes are encrypted only where that is asked for.',
  readOnly: false,
  label: 'off',
  input: structure({}),
  output: byDefault,
  about: aboutAccount,
  handle: (call) => ({ EbsEncryptionByDefault: (wishesOf(call).byDefault = false) }),
});

export const GetEbsEncryptionByDefault = ec2Operation({
  name: 'GetEbsEncryptionByDefault',
  summary: 'Says whether encryption by default is on in this account and Region.',
  readOnly: true,
  label: 'on or off',
  input: structure({}),
  output: byDefault,
  about: aboutAccount,
  handle: (call) => ({ EbsEncryptionByDefault: wishesOf(call).byDefault }),
});

export const ModifyEbsDefaultKmsKeyId = ec2Operation({
  name: 'ModifyEbsDefaultKmsKeyId',
  summary: 'Chooses the key of volumes for which nobody chooses one.',
  readOnly: false,
  label: 'default key chosen',
  input: structure({ KmsKeyId: text({ min: 1, max: 2048 }) }),
  output: defaultKey,
  about: aboutAccount,
  handle: (call) => ({ KmsKeyId: (wishesOf(call).keyId = call.input.KmsKeyId) }),
});

export const GetEbsDefaultKmsKeyId = ec2Operation({
  name: 'GetEbsDefaultKmsKeyId',
  summary: 'Says which key volumes get for which nobody chooses one.',
  readOnly: true,
  label: 'default key',
  input: structure({}),
  output: defaultKey,
  about: aboutAccount,
  handle: (call) => ({ KmsKeyId: wishesOf(call).keyId }),
});

export const ResetEbsDefaultKmsKeyId = ec2Operation({
  name: 'ResetEbsDefaultKmsKeyId',
  summary: 'Makes the AWS managed key aws/ebs the default again.',
  readOnly: false,
  label: 'default key reset',
  input: structure({}),
  output: defaultKey,
  about: aboutAccount,
  handle: (call) => ({ KmsKeyId: (wishesOf(call).keyId = MANAGED_KEY) }),
});
