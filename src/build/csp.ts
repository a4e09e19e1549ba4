// Writes the content security policy into the built page: nothing from elsewhere, no inline script
// or style, no HTML from plain strings. Only the build has it: the dev server injects scripts.

import type { Plugin } from 'vite';

export function contentSecurityPolicy(): Plugin {
  return {
    name: 'glassbox:content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: () => [{ tag: 'meta', attrs: meta, injectTo: 'head-prepend' }],
    },
  };
}

/** Svelte's own policy for its templates, and ours for lesson text made in the build. */
const trustedTypes = 'svelte-trusted-html app';

const site: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'worker-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': trustedTypes,
};

/** The site's policy, where some directives must differ. */
export const policyFor = (differing: Readonly<Record<string, string>>): string =>
  Object.entries({ ...site, ...differing })
    .map(([directive, value]) => `${directive} ${value}`)
    .join('; ');

const meta = { 'http-equiv': 'Content-Security-Policy', content: policyFor({}) };
