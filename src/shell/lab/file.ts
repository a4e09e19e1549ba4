// A lab as text, and back. What comes in may come from anyone: it is taken only if every part of it is as it should be,
// and else it is one plain sentence that says what is wrong.

import type { LabFile, LabStep } from './lab.ts';
import { personas } from './personas.ts';

const MAX_STEPS = 5000;
const MAX_LINE = 200_000;
/** A thousand years. */
const MAX_WAIT = 1000 * 366 * 86_400_000;

export const textOfLab = ({ seed, steps }: LabFile): string =>
  JSON.stringify({ v: 1, seed, steps });

/** The lab, or what is wrong with the text. */
export function readLab(text: string): LabFile | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'This is no lab: it cannot be read. Perhaps a part of it is missing.';
  }
  if (!isRecord(value) || typeof value['v'] !== 'number') return 'This is no lab.';
  if (value['v'] !== 1) {
    return `This lab was made by another version of the page (${value['v']}). This one reads version 1.`;
  }
  const { seed, steps } = value;
  if (typeof seed !== 'string' || !/^[\w-]{1,64}$/.test(seed))
    return 'This lab has no seed, so it cannot be made again.';
  if (!Array.isArray(steps)) return 'This lab has no steps.';
  if (steps.length > MAX_STEPS) return `This lab has more than ${MAX_STEPS} steps.`;
  const read = steps.map(stepOf);
  const wrong = read.findIndex((step) => step === undefined);
  if (wrong >= 0) return `Step ${wrong + 1} of this lab cannot be read.`;
  return { v: 1, seed, steps: read as LabStep[] };
}

function stepOf(value: unknown): LabStep | undefined {
  if (!isRecord(value)) return undefined;
  const { wait, line, as, region } = value;
  if (typeof wait === 'number') {
    return Number.isSafeInteger(wait) && wait >= 0 && wait <= MAX_WAIT ? { wait } : undefined;
  }
  const isLine =
    typeof line === 'string' &&
    line.length <= MAX_LINE &&
    typeof region === 'string' &&
    /^[a-z]{2}(-[a-z]+)+-\d$/.test(region) &&
    personas.some(({ id }) => id === as);
  return isLine ? { line, as: as as string, region } : undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
