import { optional, structure } from '../../aws/shape.ts';
import { endGrant } from '../grants/grants.ts';
import { kmsOperation } from '../operation.ts';
import { grantOf, retirementTarget, type RetirementTarget } from '../grants/retirement.ts';
import { dryRun, grantId, grantToken, keyId } from '../shapes.ts';

export const RetireGrant = kmsOperation({
  name: 'RetireGrant',
  summary: 'Ends a grant: those whom it names for that, or the account that created it, are done.',
  readOnly: false,
  input: structure({
    GrantToken: optional(grantToken()),
    KeyId: optional(keyId()),
    GrantId: optional(grantId()),
    DryRun: dryRun(),
  }),
  output: structure({}),
  keys: {},
  also: (call) => [retirementTarget(call)],
  throws: [
    'InvalidArnException',
    'InvalidGrantIdException',
    'InvalidGrantTokenException',
    'NotFoundException',
  ],
  trail: {
    request: () => ({}),
    response: (_output, [target]) => ({ keyId: target?.resource }),
    additional: (_output, [target]) => ({
      grantId: (target as RetirementTarget | undefined)?.grant?.id,
    }),
  },

  handle(call) {
    endGrant(call.cloud, grantOf(call));
    return {};
  },
});
