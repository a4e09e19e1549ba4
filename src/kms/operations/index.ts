// The list: one line for each operation.

import { CancelKeyDeletion } from './cancel-key-deletion.ts';
import { CreateAlias } from './create-alias.ts';
import { CreateKey } from './create-key.ts';
import { Decrypt } from './decrypt.ts';
import { DescribeKey } from './describe-key.ts';
import { DisableKey } from './disable-key.ts';
import { EnableKey } from './enable-key.ts';
import { Encrypt } from './encrypt.ts';
import { GenerateDataKey } from './generate-data-key.ts';
import { GenerateDataKeyWithoutPlaintext } from './generate-data-key-without-plaintext.ts';
import { GenerateRandom } from './generate-random.ts';
import { ListAliases } from './list-aliases.ts';
import { ListKeys } from './list-keys.ts';
import { ReEncrypt } from './re-encrypt.ts';
import { RotateKeyOnDemand } from './rotate-key-on-demand.ts';
import { ScheduleKeyDeletion } from './schedule-key-deletion.ts';

export const kmsOperations = {
  CancelKeyDeletion,
  CreateAlias,
  CreateKey,
  Decrypt,
  DescribeKey,
  DisableKey,
  EnableKey,
  Encrypt,
  GenerateDataKey,
  GenerateDataKeyWithoutPlaintext,
  GenerateRandom,
  ListAliases,
  ListKeys,
  ReEncrypt,
  RotateKeyOnDemand,
  ScheduleKeyDeletion,
};
