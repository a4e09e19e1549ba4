// Finds a Firefox for the tests of the single file. There may be none: those tests then say so and are skipped.
// @ts-check

import { existsSync } from 'node:fs';

export function findFirefox() {
  const chosen = process.env['FIREFOX'];
  if (chosen) return existsSync(chosen) ? chosen : undefined;
  return [
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    `${process.env['PROGRAMFILES']}\\Mozilla Firefox\\firefox.exe`,
  ].find((file) => existsSync(file));
}
