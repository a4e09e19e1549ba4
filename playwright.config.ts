// End-to-end tests walk through the built site (`npm run build` first), served as any host would.

import { defineConfig, devices } from '@playwright/test';
import { launchOptions } from './scripts/chromium.mjs';

const address = 'http://127.0.0.1:4199';

export default defineConfig({
  testDir: 'tests/e2e',
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  workers: 2,
  reporter: 'list',
  webServer: {
    command: 'npx vite preview --outDir dist/app --port 4199 --strictPort',
    url: address,
    reuseExistingServer: false,
  },
  use: {
    ...devices['Desktop Chrome'],
    baseURL: address,
    launchOptions: launchOptions(),
  },
});
