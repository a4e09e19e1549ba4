// A shell on a simulated world: lines in, text and exit codes out. Files and variables last from line to line.

import type { CallOptions, Cloud } from '../aws/cloud.ts';
import type { Span } from '../aws/trace.ts';
import { concat, readable } from '../crypto/bytes.ts';
import { Files } from './files.ts';
import { runLine, type Written } from './run.ts';

export interface ShellOptions {
  readonly cloud: Cloud;
  /** Personas by the name that --profile takes: ARNs. */
  readonly profiles?: ReadonlyMap<string, string>;
}

export interface Who {
  /** ARN; the default account's administrator where absent. */
  readonly principal?: string;
  readonly region?: string;
}

export interface Answer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order in which they came. */
  readonly written: readonly Written[];
  /** The calls that the line made, in order. */
  readonly spans: readonly Span[];
}

export class Shell {
  readonly files = new Files();
  readonly variables = new Map<string, string>();
  readonly #cloud: Cloud;
  readonly #profiles: ReadonlyMap<string, string>;

  constructor({ cloud, profiles = new Map() }: ShellOptions) {
    this.#cloud = cloud;
    this.#profiles = profiles;
  }

  run(line: string, { principal, region = this.#cloud.region }: Who = {}): Answer {
    const cloud = this.#cloud;
    const spans: Span[] = [];
    const take = (call: string, input: unknown, options: CallOptions): Span => {
      const span = cloud.call(call, input, options);
      spans.push(span);
      return span;
    };
    const { exitCode, written } = runLine(line, {
      world: {
        services: [...cloud.services],
        take,
        now: () => cloud.now,
        advance: (milliseconds) => {
          cloud.advance(milliseconds);
        },
      },
      files: this.files,
      variables: this.variables,
      profiles: this.#profiles,
      region,
      ...(principal !== undefined && { principal }),
    });
    const textOf = (to: Written['to']): string =>
      readable(concat(...written.filter((one) => one.to === to).map(({ bytes }) => bytes)));
    return { exitCode, stdout: textOf('out'), stderr: textOf('err'), written, spans };
  }
}
