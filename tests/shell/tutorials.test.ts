// Tutorials, line by line: each with its exit code and what it prints.

import { describe, expect, test } from 'vitest';
import { aCloud } from '../support/cloud.ts';
import { Shell } from '../../src/shell/shell.ts';
import { sessions } from './sessions.ts';

describe.each(Object.entries(sessions))('%s', (_, rows) => {
  const cloud = aCloud();
  const profiles = new Map([['alice', 'arn:aws:iam::111122223333:user/alice']]);
  const shell = new Shell({ cloud, profiles });

  test.each(rows.map(([line, prints, exitCode = 0]) => [line, prints, exitCode] as const))(
    '$ %s',
    (line, prints, exitCode) => {
      const { stdout, stderr, exitCode: ended } = shell.run(line);
      const text = stdout + stderr;
      if (typeof prints === 'string') expect(text).toBe(prints);
      else expect(text).toMatch(prints);
      expect(ended).toBe(exitCode);
    },
  );
});

test('there are more than sixty of them', () => {
  expect(Object.values(sessions).flat().length).toBeGreaterThan(60);
});
