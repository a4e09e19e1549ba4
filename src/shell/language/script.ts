// What a line of the shell says, read into one form. A part of POSIX shell: words, quotes, variables, $(…), pipes,
// redirection, here-documents, && || ; and comments. No loops, no functions, no patterns.

/** A piece of a word, before it is expanded. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string; readonly quoted: boolean }
  | { readonly kind: 'substitution'; readonly script: Script; readonly quoted: boolean };

export interface Word {
  readonly parts: readonly Part[];
  /** Something in it was quoted: it stays a word though it be empty. */
  readonly quoted: boolean;
}

export interface Redirect {
  /** '<' reads, '>' writes anew, '>>' adds. */
  readonly how: '<' | '>' | '>>';
  /** 1 is output, 2 is errors, 'both' is either. */
  readonly of: 1 | 2 | 'both';
  /** A file; the text itself of a here-document; or the other stream (2>&1). */
  readonly to: { readonly file: Word } | { readonly text: Word } | { readonly stream: 1 | 2 };
}

export interface Command {
  readonly assignments: readonly { readonly name: string; readonly value: Word }[];
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
}

export interface Pipeline {
  readonly commands: readonly Command[];
  /** When it runs, by how the one before ended. */
  readonly when: 'always' | 'succeeded' | 'failed';
}

export type Script = readonly Pipeline[];

/** The line is no line of this shell: says what was found, and where. */
export class ScriptError extends Error {}
