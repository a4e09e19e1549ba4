// What SQS keeps: queues, and their messages, sealed.

import type { StateSlot } from '../aws/cloud.ts';
import type { Policy } from '../aws/iam/policy.ts';
import type { Call } from '../aws/operation.ts';
import type { Sealed } from '../sse/encrypting.ts';

export interface Message {
  readonly id: string;
  readonly body: Sealed;
}

export interface Queue {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly messages: Message[];
  /** Absent: AWS's own key (SSE-SQS). */
  keyId?: string;
  dataKeyReuseSeconds: number;
  policy?: Policy & { readonly text: string };
}

const QUEUES: StateSlot<Map<string, Queue>> = { name: 'sqs', initial: () => new Map() };

export const queuesOf = (
  { cloud, region }: Pick<Call, 'cloud' | 'region'>,
  account: string,
): Map<string, Queue> => cloud.state(QUEUES, account, region);

export const urlOf = ({
  region,
  account,
  name,
}: Pick<Queue, 'region' | 'account' | 'name'>): string =>
  `https://sqs.${region}.amazonaws.com/${account}/${name}`;

/** The account and the name that a queue's URL says. */
export function readUrl(url: string): { readonly account: string; readonly name: string } {
  const [, account = '', name = ''] = /\/(\d{12})\/([\w-]+)$/.exec(url) ?? [];
  return { account, name };
}
