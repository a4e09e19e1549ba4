// The SDK's own clients on one simulator, unmodified.

import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { STSClient } from '@aws-sdk/client-sts';
import type { Credentials, Simulator } from '../../src/lib/index.ts';

export const ADMIN = 'arn:aws:iam::111122223333:user/admin';

interface Clients {
  readonly kms: KMSClient;
  readonly iam: IAMClient;
  readonly sts: STSClient;
  readonly cloudtrail: CloudTrailClient;
}

/** `who` is the ARN of a principal, or credentials that a call gave. */
export function clientsOf(
  sim: Simulator,
  who: string | Credentials = ADMIN,
  region = 'us-east-1',
): Clients {
  const settings = {
    region,
    maxAttempts: 1,
    credentials: typeof who === 'string' ? sim.credentials(who) : who,
    requestHandler: sim.requestHandler(),
  };
  return {
    kms: new KMSClient(settings),
    iam: new IAMClient(settings),
    sts: new STSClient(settings),
    cloudtrail: new CloudTrailClient(settings),
  };
}

/** Credentials as IAM and STS answer them. */
export const credentialsOf = (given: {
  AccessKeyId?: string | undefined;
  SecretAccessKey?: string | undefined;
  SessionToken?: string | undefined;
}): Credentials => ({
  accessKeyId: given.AccessKeyId ?? '',
  secretAccessKey: given.SecretAccessKey ?? '',
  ...(given.SessionToken !== undefined && { sessionToken: given.SessionToken }),
});

/** What a call was refused with. */
export async function refusedBy(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('the call was served');
}
