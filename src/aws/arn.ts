// Amazon Resource Names: arn:partition:service:region:account:resource.

export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Everything after the fifth colon: 'key/1234…', 'user/alice'. */
  readonly resource: string;
}

export function parseArn(value: string): Arn | undefined {
  const [arn, partition, service, region, account, ...resource] = value.split(':');
  if (arn !== 'arn' || !partition || !service || resource.length === 0) return undefined;
  return {
    partition,
    service,
    region: region ?? '',
    account: account ?? '',
    resource: resource.join(':'),
  };
}

export const arnOf = (service: string, region: string, account: string, resource: string): string =>
  `arn:aws:${service}:${region}:${account}:${resource}`;

export const isAccountId = (value: string): boolean => /^\d{12}$/.test(value);
