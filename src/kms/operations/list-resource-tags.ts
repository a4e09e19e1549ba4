import { validationError } from '../../aws/errors.ts';
import { structure } from '../../aws/shape.ts';
import { states } from '../key-states.ts';
import { limits } from '../limits.ts';
import { kmsOperation } from '../operation.ts';
import { pageOf } from '../paging.ts';
import { keyId, page, paging, tags } from '../shapes.ts';

const { standard, max } = limits.listResourceTags;

export const ListResourceTags = kmsOperation({
  name: 'ListResourceTags',
  summary: 'Lists the tags of a key, page by page.',
  readOnly: true,
  input: structure({ KeyId: keyId(), ...paging() }),
  output: structure({ Tags: tags(), ...page() }),
  keys: { key: { from: 'KeyId', states: states.always } },
  throws: ['InvalidMarkerException'],

  handle({ input }, { key }) {
    if ((input.Limit ?? standard) > max) {
      throw validationError(`Limit must be between 1 and ${max} (inclusive).`);
    }
    const { rows, ...rest } = pageOf([...key.tags], input, standard, (tag) => tag);
    return { Tags: rows.map(([TagKey, TagValue]) => ({ TagKey, TagValue })), ...rest };
  },
});
