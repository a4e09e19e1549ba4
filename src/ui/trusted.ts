// The page's one Trusted Types policy. It lets through what the build made: the HTML and drawings of lessons, and
// the one service worker. Nothing that a reader typed may ever come this way.

interface Trusted {
  toString(): string;
}

interface Rules<HTML, URL> {
  createHTML(html: string): HTML;
  createScriptURL(url: string): URL;
}

interface Factory {
  createPolicy(name: string, rules: Rules<string, string>): Rules<Trusted, Trusted>;
}

const { trustedTypes } = globalThis as { trustedTypes?: Factory };

const WORKER = './sw.js';

const policy = trustedTypes?.createPolicy('app', {
  createHTML: (html) => html,
  createScriptURL: (url) => {
    if (url !== WORKER) throw new TypeError(`not our service worker: ${url}`);
    return url;
  },
});

export const lessonHtml = (html: string): Trusted => policy?.createHTML(html) ?? html;

/** The browser takes the policy's own object; TypeScript's declarations still ask for text. */
export const workerUrl = (url: typeof WORKER): string =>
  (policy?.createScriptURL(url) ?? url) as string;
