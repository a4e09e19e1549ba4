import { list, structure, text } from '../../aws/shape.ts';
import { limits } from '../limits.ts';
import { kmsOperation } from '../operation.ts';
import { pageOf } from '../paging.ts';
import { page, paging } from '../shapes.ts';

export const ListKeys = kmsOperation({
  name: 'ListKeys',
  summary: 'Lists the keys of this account and Region, page by page.',
  readOnly: true,
  input: structure(paging()),
  output: structure({ Keys: list(structure({ KeyId: text(), KeyArn: text() })), ...page() }),
  keys: {},
  also: ({ account }) => [{ action: 'kms:ListKeys', resource: '*', owner: account }],
  throws: ['InvalidMarkerException'],

  handle({ input, kms }) {
    const { rows, ...rest } = pageOf(kms.order, input, limits.listKeys.standard, (id) =>
      kms.keys.get(id),
    );
    return { Keys: rows.map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })), ...rest };
  },
});
