import { userIdOf } from '../../aws/principal.ts';
import { structure, text } from '../../aws/shape.ts';
import { stsOperation } from '../operation.ts';

export const GetCallerIdentity = stsOperation({
  name: 'GetCallerIdentity',
  summary: 'Says who calls. Needs no permission, and no Deny can forbid it.',
  readOnly: true,
  input: structure({}),
  output: structure({ UserId: text(), Account: text(), Arn: text() }),

  handle: ({ as }) => ({
    UserId: userIdOf(as) ?? as.account,
    Account: as.account,
    Arn: as.callerArn,
  }),
});
