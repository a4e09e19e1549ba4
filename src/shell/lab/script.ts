// A lab as a script for the real shell and the real AWS CLI, with a word on what costs money.

import type { LabFile, LabStep } from './lab.ts';
import { personas } from './personas.ts';

const HEAD = `#!/usr/bin/env bash
# Lines from a lab of Glassbox KMS, for the real AWS CLI.
# They make real things: a KMS key costs about $1 a month until it is deleted (schedule-key-deletion, 7 to 30 days).
# Read them before you run them, and run them in an account that is there for trying.
set -u
`;

export const scriptOf = ({ steps }: LabFile): string => `${HEAD}${steps.map(linesOf).join('')}`;

/** Who one was in the lab is a profile of the real CLI, which has to be set up. */
function linesOf(step: LabStep): string {
  if ('wait' in step) {
    return `\n# In the lab, ${step.wait / 86_400_000} days passed here. Real keys rotate, expire and are deleted in real time.\n`;
  }
  const { label } = personas.find(({ id }) => id === step.as) ?? { label: step.as };
  return `\n# ${label}\nexport AWS_PROFILE=${step.as} AWS_DEFAULT_REGION=${step.region}\n${step.line}\n`;
}
