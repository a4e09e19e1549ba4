// Access keys for principals: a function of the ARN, so that they need no store. They open nothing real.

import { principalOf, secretKeyOf, uniqueId } from '../aws/principal.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export class CredentialBook {
  readonly #principals = new Map<string, string>();

  /** Throws TypeError on what is not the ARN of a user, role or root. */
  issue(arn: string): Credentials {
    const { kind, callerArn } = principalOf(arn);
    const session = kind === 'role';
    const accessKeyId = uniqueId(session ? 'ASIA' : 'AKIA', session ? callerArn : arn);
    this.#principals.set(accessKeyId, arn);
    return {
      accessKeyId,
      secretAccessKey: secretKeyOf(arn),
      ...(session && { sessionToken: `glassbox/${accessKeyId}` }),
    };
  }

  principalOf(accessKeyId: string): string | undefined {
    return this.#principals.get(accessKeyId);
  }
}
