import { expect, test } from 'vitest';
import { needsSuites } from '../../src/scenario/suites.ts';

test.each([
  [
    true,
    { steps: [{ call: 'kms:CreateKey', input: { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' } }] },
  ],
  [true, { do: [{ call: 'kms:GetParametersForImport', input: { WrappingKeySpec: 'RSA_4096' } }] }],
  [false, { steps: [{ call: 'kms:CreateKey', input: { KeySpec: 'HMAC_256' } }] }],
  [
    false,
    { steps: [{ call: 'kms:Encrypt', input: { Plaintext: new Uint8Array(3), KeyId: null } }] },
  ],
])('%s: %j', (needed, content) => {
  expect(needsSuites(content)).toBe(needed);
});
