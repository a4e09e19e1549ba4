// What `new.mjs` writes: each text compiles as it stands, so that filling it in is all there is to do.
// @ts-check

export function lessonFiles(/** @type {string} */ slug) {
  return {
    'lesson.md': lessonText(slug),
    'scenario.ts': scenarioText(slug),
    'quiz.yaml': quizText(slug),
  };
}

export const operationFile = (/** @type {string} */ name) => `\
import { structure } from '../../aws/shape.ts';
import { states } from '../key.ts';
import { kmsOperation } from '../operation.ts';
import { keyId } from '../shapes.ts';

export const ${name} = kmsOperation({
  name: '${name}',
  summary: 'What it does, in one sentence.',
  readOnly: true,
  input: structure({ KeyId: keyId() }),
  output: structure({}),
  keys: { key: { from: 'KeyId', states: states.whenUsable } },

  handle: () => ({}),
});
`;

export const questionTypeFile = (/** @type {string} */ name) => `\
// What is asked, and when an answer is right.

import { mistakesIn, wrongCount } from '../mistakes.ts';
import { gradeExactly, type QuestionType } from '../question.ts';

export const ${name}: QuestionType = {
  many: false,
  shuffled: true,
  ask: () => 'Choose one.',
  check: (item) => [...mistakesIn(item), ...wrongCount(item, 1)],
  grade: gradeExactly,
};
`;

export const questionView = (/** @type {string} */ name) => `\
<!-- ${name}: how a question of this type is answered on screen. -->
<script lang="ts">
  import type { ViewProps } from './views.ts';

  const { item, order, closed, choose }: ViewProps = $props();
</script>

{#each order as i (i)}
  <button disabled={closed} onclick={() => choose([i])}>{item.options[i]?.text}</button>
{/each}
`;

const today = () => new Date().toISOString().slice(0, 10);

const titleOf = (/** @type {string} */ slug) => {
  const words = slug.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const lessonText = (/** @type {string} */ slug) => `\
---
title: ${titleOf(slug)}
summary: One sentence about what the reader will see happen.
goals:
  - Say what the reader can do afterwards.
minutes: 10
terms:
  - term: KMS key
    meaning: A key that never leaves the service.
opens: []
sources:
  - title: AWS KMS Developer Guide
    url: https://docs.aws.amazon.com/kms/latest/developerguide/overview.html
    checked: ${today()}
---

Say in a paragraph why this matters to the reader, and what is about to happen.

::scenario{id=first-look}

Say in a paragraph what was to be seen.

::checkpoint
`;

const scenarioText = (/** @type {string} */ slug) => `\
// ${titleOf(slug)}: what happens, as data. The engine runs it and draws it.

import { defineScenarios, ref, utf8 } from '../../src/scenario/define.ts';

export default defineScenarios({
  'first-look': {
    title: 'A first look',
    seed: '${slug}',
    cast: { admin: { is: 'user/admin', label: 'You' } },
    before: [{ id: 'made', call: 'kms:CreateKey', input: {} }],
    steps: [
      {
        id: 'encrypt',
        call: 'kms:Encrypt',
        input: { KeyId: ref('made.KeyMetadata.KeyId'), Plaintext: utf8('attack at dawn') },
        say: 'What just happened, in one sentence.',
      },
    ],
  },
});
`;

const quizText = (/** @type {string} */ slug) => `\
- id: ${slug}-1
  skill: ${slug}
  type: true-false
  stem: A KMS key's material never leaves the HSM in plaintext.
  options:
    - text: 'True'
      correct: true
      because: Every operation happens inside; only results come out.
    - text: 'False'
      because: No operation answers with the material of a KMS key.
  evidence: documented
  sources:
    - title: AWS KMS Developer Guide
      url: https://docs.aws.amazon.com/kms/latest/developerguide/overview.html
      checked: ${today()}
`;
