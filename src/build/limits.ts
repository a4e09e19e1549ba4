// {{limit:kms.Encrypt.Plaintext.max}} in prose becomes the number that the engine enforces.

import { Mistake } from './mistake.ts';

/** The number, or an error where the engine has no such limit. */
export type Limit = (name: string) => number;

export function quoteLimits(text: string, file: string, limit: Limit): string {
  return text.replace(/\{\{\s*limit:\s*([^}\s]*)\s*\}\}/g, (_, name: string, offset: number) => {
    try {
      return grouped(limit(name));
    } catch {
      throw new Mistake(
        { file, line: text.slice(0, offset).split('\n').length },
        `There is no limit "${name}".`,
        'Write service.Operation.Member.bound, e.g. kms.Encrypt.Plaintext.max.',
      );
    }
  });
}

/** 4096 → 4,096, whatever the machine's language. */
function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
