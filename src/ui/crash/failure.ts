// What counts as a failure of this page, and what is none: other programs in the same browser make mistakes, too.

export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

/** Of the browser's report of an error; undefined where it is not ours to answer for. */
export function failureIn(report: {
  readonly message: string;
  readonly filename: string;
  readonly error: unknown;
}): Failure | undefined {
  const { message, filename, error } = report;
  // Browsers report late resizing as an error; nothing is lost by it.
  if (message.startsWith('ResizeObserver loop')) return undefined;
  // All that is told of a script from elsewhere.
  if (filename === '' && /^script error\.?$/i.test(message)) return undefined;
  if (filename !== '' && !isOurs(filename)) return undefined;
  return failureOf(error ?? message);
}

/** Of what was thrown. The first script that its stack names is where it comes from. */
export function failureOf(thrown: unknown): Failure | undefined {
  if (!(thrown instanceof Error)) return { name: 'Error', message: String(thrown), stack: '' };
  const { name, message, stack = '' } = thrown;
  const [first] = /[a-z][a-z-]*:\/\/[^\s()]*/i.exec(stack.replace(message, '')) ?? [];
  if (first !== undefined && !isOurs(first)) return undefined;
  return { name, message, stack };
}

/** Extensions have a protocol of their own, other sites a host. */
function isOurs(address: string): boolean {
  if (!URL.canParse(address)) return true;
  const { protocol, host } = new URL(address);
  return protocol === 'blob:' || (protocol === location.protocol && host === location.host);
}
