// The same call in the three forms that people meet it in. Derived from the span, so it says what really ran.

import type { Span } from '../../aws/trace.ts';
import type { CodeSamples } from '../inspect-types.ts';
import { serviceNamed } from '../services.ts';
import { boto3 } from './boto3.ts';
import { cli } from './cli.ts';
import type { CallFacts } from './facts.ts';
import { javascript } from './javascript.ts';
import { local } from './local.ts';

/** Nothing for what no API call stands behind. */
export function codeOf(span: Span): CodeSamples | undefined {
  const [service = '', operation = ''] = span.call.split(':');
  if (service === 'app') return local(operation);
  const { client, command = service } = serviceNamed(service);
  if (client === undefined) return undefined;
  const { input, region } = span;
  const facts: CallFacts = { service, client, command, operation, input, region };
  return { cli: cli(facts), boto3: boto3(facts), javascript: javascript(facts) };
}
