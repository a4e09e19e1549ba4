// Two kinds of tests from one place: `unit` in Node, and `browser` (*.browser.test.ts) in a real
// Chromium, for components. Both see the site's own plugins, so that lessons can be imported.

import { playwright } from '@vitest/browser-playwright';
import { defineConfig, mergeConfig } from 'vitest/config';
import { launchOptions } from './scripts/chromium.mjs';
import site from './vite.config.ts';

const inBrowser = 'tests/**/*.browser.test.ts';

export default mergeConfig(
  site,
  defineConfig({
    optimizeDeps: { include: ['vitest-browser-svelte'] },
    test: {
      // Generous: a shared machine may be slow, and a test that hangs still ends.
      testTimeout: 20_000,
      projects: [
        {
          extends: true,
          test: {
            name: 'unit',
            environment: 'node',
            include: ['tests/**/*.test.ts'],
            exclude: [inBrowser],
          },
        },
        {
          extends: true,
          test: {
            name: 'browser',
            include: [inBrowser],
            browser: {
              enabled: true,
              headless: true,
              screenshotFailures: false,
              provider: playwright({ launchOptions: launchOptions() }),
              instances: [{ browser: 'chromium' }],
            },
          },
        },
      ],
    },
  }),
);
