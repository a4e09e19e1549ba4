// The services of the simulated world, and the types of their calls: 'kms:Encrypt' → its input.

import type { appOperations } from '../app/operations.ts';
import { appService } from '../app/service.ts';
import type { Operation, Place, Service } from '../aws/operation.ts';
import type { Infer, Structure } from '../aws/shape.ts';
import type { cloudhsmOperations } from '../cloudhsm/operations.ts';
import { cloudhsmService } from '../cloudhsm/service.ts';
import { cloudtrailService, type cloudtrailOperations } from '../cloudtrail/service.ts';
import { volumes } from '../ec2/encryption.ts';
import { ec2Service, type ec2Operations } from '../ec2/service.ts';
import { iamService, type iamOperations } from '../iam/service.ts';
import { clusterService, hsmService } from '../kms/deeds.ts';
import type { kmsOperations } from '../kms/operations/index.ts';
import { kmsService } from '../kms/service.ts';
import { bucketKeys, objects } from '../s3/encryption.ts';
import { s3Service, type s3Operations } from '../s3/service.ts';
import { messages } from '../sqs/encryption.ts';
import { sqsService, type sqsOperations } from '../sqs/service.ts';
import type { Encrypting } from '../sse/encrypting.ts';
import { stsService, type stsOperations } from '../sts/service.ts';
import type { xksOperations } from '../xks/operations.ts';
import { xksService } from '../xks/service.ts';

type Table = Readonly<Record<string, { readonly input: Structure }>>;

type CallsOf<S extends string, T extends Table> = {
  [N in keyof T & string as `${S}:${N}`]: Infer<T[N]['input']>;
};

export type Calls = CallsOf<'kms', typeof kmsOperations> &
  CallsOf<'s3', typeof s3Operations> &
  CallsOf<'ec2', typeof ec2Operations> &
  CallsOf<'sqs', typeof sqsOperations> &
  CallsOf<'iam', typeof iamOperations> &
  CallsOf<'sts', typeof stsOperations> &
  CallsOf<'cloudtrail', typeof cloudtrailOperations> &
  CallsOf<'cloudhsm', typeof cloudhsmOperations> &
  CallsOf<'xks', typeof xksOperations> &
  CallsOf<'app', typeof appOperations>;

export const services: readonly Service[] = [
  appService,
  s3Service,
  ec2Service,
  sqsService,
  iamService,
  stsService,
  cloudtrailService,
  kmsService,
  hsmService,
  clusterService,
  cloudhsmService,
  xksService,
];

/** What each service that leans on KMS says of how it encrypts. */
export const encrypting: readonly Encrypting[] = [objects, bucketKeys, volumes, messages];

/** Where calls run, in the order of their lanes: data first, and at the end what only KMS talks to. */
export const places: readonly Place[] = services.flatMap((service) => service.places ?? []);

const operations = new Map<string, Operation>(
  services.flatMap((service) =>
    service.operations.map((one) => [`${one.service}:${one.name}`, one] as const),
  ),
);

const byName = new Map(services.map((service) => [service.name, service]));

/** Throws TypeError where there is none of this name. */
export function serviceNamed(name: string): Service {
  const service = byName.get(name);
  if (!service) throw new TypeError(`no such service: ${name}`);
  return service;
}

/** What is declared of a call: 'kms:Encrypt'. */
export function operationOf(call: string): Operation {
  const operation = operations.get(call);
  if (!operation) throw new TypeError(`no such operation: ${call}`);
  return operation;
}
