// Numbers that prose may quote, each read from where the engine enforces it:
// 'kms.Encrypt.Plaintext.max' from a shape, 'kms.pendingWindowDays.max' from the service's limits.

import { limits as cloudtrailLimits } from '../cloudtrail/limits.ts';
import { limits as ec2Limits } from '../ec2/limits.ts';
import { limits as kmsLimits } from '../kms/limits.ts';
import { limits as s3Limits } from '../s3/limits.ts';
import { services } from './services.ts';

const LIMITS: Readonly<Record<string, unknown>> = {
  cloudtrail: cloudtrailLimits,
  ec2: ec2Limits,
  kms: kmsLimits,
  s3: s3Limits,
};

/** Throws on a name that no part of the engine enforces. */
export function limit(name: string): number {
  const [service = '', ...path] = name.split('.');
  const [operation = '', member = '', bound = ''] = path;
  const shape = services
    .flatMap(({ operations }) => operations)
    .find((one) => one.service === service && one.name === operation)?.input.members[member];
  const found = shape
    ? bound === 'min' || bound === 'max'
      ? shape[bound]
      : undefined
    : walk(LIMITS[service], path);
  if (typeof found !== 'number') {
    throw new Error(
      `no limit is called "${name}": write service.Operation.Member.min or .max, or a figure of src/${service}/limits.ts`,
    );
  }
  return found;
}

const walk = (from: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string, unknown>)[step]
        : undefined,
    from,
  );

/** Replaces each {{limit:…}} by its number, written with thousands separated. */
export const quoteLimits = (text: string): string =>
  text.replace(/\{\{limit:([\w.]+)\}\}/g, (_, name: string) => grouped(limit(name)));

/** 4096 → '4,096'. Written out, because locales differ from machine to machine. */
export const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');
