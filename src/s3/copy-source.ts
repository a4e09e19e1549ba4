// The source of a copy, as its header names it: bucket/key, escaped as in an address, with a version if need be.

import { errors } from './errors.ts';

export interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly version?: string;
}

export function readCopySource(header: string): CopySource {
  const [, bucket, escaped, version] =
    /^\/?([^/?]+)\/([^?]+)(?:\?versionId=([^&]+))?$/.exec(header) ?? [];
  const key = escaped === undefined ? undefined : unescaped(escaped);
  if (bucket === undefined || key === undefined) {
    throw errors.invalidArgument(
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      'The header could not be read as bucket and key.',
    );
  }
  return { bucket, key, ...(version !== undefined && { version }) };
}

function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
