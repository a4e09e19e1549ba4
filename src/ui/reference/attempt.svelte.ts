// Trying an operation: the form, who calls, and what came of it. The world lives as long as the page, so that one
// operation can go on with what another has answered.

import type { Operation } from '../../aws/operation.ts';
import type { Members as Values, Span } from '../../aws/trace.ts';
import type { Inspection } from '../../scenario/inspect-types.ts';
import { carriedTo, onwardFrom, type Onward } from '../../scenario/reference-answers.ts';
import { exampleOf } from '../../scenario/reference-examples.ts';
import { inspectionOf } from '../../scenario/reference-inspection.ts';
import { callers, furnitureFor, ReferenceWorld } from '../../scenario/reference-world.ts';
import { operationNamed, rolesOf } from '../../scenario/reference.ts';
import { suitesFor } from '../suites.ts';
import { firstProblem, membersOf, structureOf } from './draft.svelte.ts';

let world: ReferenceWorld | undefined;
let carried: { readonly to: string; readonly values: Values } | undefined;

const theWorld = (): ReferenceWorld => (world ??= new ReferenceWorld());

/** Suites that arrive are taken up by the world as it stands. */
async function provide(operation: Operation, input: Values = {}): Promise<void> {
  await suitesFor([input, furnitureFor(operation)]);
  theWorld().takeUpSuites();
}

export interface Result {
  readonly inspection: Inspection;
  readonly input: Values;
  readonly output: Values;
  readonly onward: readonly Onward[];
}

/** Makes the keys that the operation wants, and a form that can be sent off at once. */
export async function attemptAt(operation: Operation): Promise<Attempt> {
  await provide(operation);
  theWorld().furnish(operation);
  const values = carried?.to === operation.name ? carried.values : undefined;
  carried = undefined;
  const example = exampleOf(operation, theWorld().keys());
  return new Attempt(operation, { ...example, ...values }, values !== undefined);
}

export class Attempt {
  readonly operation: Operation;
  /** Whether the form holds what another call has answered. */
  readonly goesOn: boolean;
  draft = $state.raw(structureOf({ kind: 'structure' }));
  /** Members that are in view from the first: those that a call must have, and those that are filled. */
  inView = $state.raw<readonly string[]>([]);
  caller = $state<string>(callers[0].arn);
  keys = $state.raw(theWorld().keys());
  result = $state.raw<Result>();
  busy = $state(false);
  said = $state('');
  #runs = 0;

  constructor(operation: Operation, values: Values, goesOn: boolean) {
    this.operation = operation;
    this.goesOn = goesOn;
    this.fill(values);
  }

  fill(values: Values): void {
    const { input } = this.operation;
    const naming = Object.values(rolesOf(this.operation)).map(({ from }) => from);
    this.draft = structureOf(input, values);
    this.inView = Object.keys(input.members).filter(
      (name) => input.members[name]?.optional !== true || naming.includes(name) || name in values,
    );
  }

  async run(): Promise<void> {
    const problem = firstProblem(this.draft);
    if (problem !== undefined) {
      this.said = `Not sent. ${problem}`;
      return;
    }
    const input = membersOf(this.operation.input, this.draft);
    this.busy = true;
    this.said = takesSeconds(input)
      ? 'Looking for the primes of an RSA key. With 4,096 bits this takes some seconds.'
      : '';
    try {
      await provide(this.operation, input);
      if (this.said !== '') await painted();
      this.#show(this.#take(input));
    } finally {
      this.busy = false;
    }
  }

  #take(input: Values): Span {
    const { service, name } = this.operation;
    return theWorld().take(`${service}:${name}`, input, this.caller);
  }

  #show(span: Span): void {
    const { outcome } = span;
    const output = outcome.ok ? outcome.output : {};
    const onward = onwardFrom(this.operation, output);
    this.result = { inspection: inspectionOf(span), input: span.input, output, onward };
    this.keys = theWorld().keys();
    this.#runs += 1;
    const { name } = this.operation;
    this.said = outcome.ok
      ? `Call ${this.#runs}: ${name} answered.`
      : `Call ${this.#runs}: ${name} was refused with ${outcome.error.code}.`;
  }

  /** What another operation, or this one once more, begins with. */
  goOn(to: string): void {
    const operation = operationNamed(to);
    if (!operation || !this.result) return;
    const { input, output } = this.result;
    const values = carriedTo(operation, { from: this.operation, input, output });
    if (operation === this.operation) this.fill(values);
    else carried = { to, values };
  }
}

const takesSeconds = (input: Values): boolean =>
  Object.values(input).some((value) => typeof value === 'string' && /^RSA_\d/.test(value));

/** Two frames: the words are on the screen before the work begins. */
const painted = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60));
