// --generate-cli-skeleton: an input with a place for everything.

import type { Shape } from '../../aws/shape.ts';
import type { Json } from './output.ts';

export function skeletonOf({ kind, members = {}, of, values = [] }: Shape): Json {
  switch (kind) {
    case 'structure':
      return Object.fromEntries(
        Object.entries(members).map(([name, member]) => [name, skeletonOf(member)]),
      );
    case 'list':
      return of ? [skeletonOf(of)] : [];
    case 'map':
      return { KeyName: '' };
    case 'integer':
      return 0;
    case 'boolean':
      return true;
    case 'timestamp':
      return '1970-01-01T00:00:00';
    case 'choice':
      return values[0] ?? '';
    case 'text':
    case 'blob':
      return '';
  }
}
