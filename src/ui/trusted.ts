// The page's one Trusted Types policy. It lets through what the build made from lessons: their HTML and drawings.
// Nothing that a reader typed may ever come this way.

interface TrustedHtml {
  toString(): string;
}

interface Policy {
  createHTML(html: string): TrustedHtml;
}

interface Factory {
  createPolicy(name: string, rules: { createHTML(html: string): string }): Policy;
}

const { trustedTypes } = globalThis as { trustedTypes?: Factory };

const policy = trustedTypes?.createPolicy('app', { createHTML: (html) => html });

export const lessonHtml = (html: string): TrustedHtml => policy?.createHTML(html) ?? html;
