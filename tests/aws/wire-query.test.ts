// The Query protocol by shape, both ways.

import { expect, test } from 'vitest';
import {
  blob,
  boolean,
  integer,
  list,
  map,
  optional,
  structure,
  text,
  timestamp,
} from '../../src/aws/shape.ts';
import { decodeForm, encodeXml } from '../../src/aws/wire-query.ts';

const shape = structure({
  Name: optional(text()),
  Count: optional(integer()),
  On: optional(boolean()),
  At: optional(timestamp()),
  Data: optional(blob()),
  Names: optional(list(text())),
  Tags: optional(list(structure({ Key: text(), Value: text() }))),
  Facts: optional(map()),
  Inner: optional(structure({ Deep: structure({ Name: text() }) })),
});

const decoded = (form: string): unknown => decodeForm(shape, new URLSearchParams(form));

test.each<[string, object]>([
  ['Name=a%20b%2Bc&Name2=x', { Name: 'a b+c' }],
  ['Count=-5&On=true', { Count: -5, On: true }],
  ['At=2026-01-15T09%3A00%3A00.5Z', { At: Date.parse('2026-01-15T09:00:00.5Z') }],
  ['Data=AQI%3D', { Data: Uint8Array.of(1, 2) }],
  ['Names=', { Names: [] }],
  ['Names.member.10=c&Names.member.2=b&Names.member.1=a', { Names: ['a', 'b', 'c'] }],
  ['Names.member.x=a&Names.member.__proto__=b&Names.member.1=c', { Names: ['c'] }],
  [
    'Tags.member.1.Key=a&Tags.member.1.Value=&Tags.member.2.Key=b',
    { Tags: [{ Key: 'a', Value: '' }, { Key: 'b' }] },
  ],
  [
    'Facts.entry.1.key=a&Facts.entry.1.value=b&Facts.entry.2.key=c&Facts.entry.2.value=d',
    { Facts: { a: 'b', c: 'd' } },
  ],
  ['Inner.Deep.Name=x', { Inner: { Deep: { Name: 'x' } } }],
  ['__proto__.Name=x&constructor=y', {}],
  // What does not fit is passed on as it is, for validation to refuse.
  ['Count=many&On=yes&At=soon', { Count: 'many', On: 'yes', At: 'soon' }],
])('%s', (form, members) => {
  expect(decoded(form)).toEqual(members);
});

test('no base64 cannot be read', () => {
  expect(() => decoded('Data=*')).toThrow('SerializationException');
});

test('every kind has its elements, in the order of the shape', () => {
  const value = {
    Inner: { Deep: { Name: 'x' } },
    Facts: { a: 'b' },
    Tags: [{ Key: 'a', Value: 'b' }],
    Names: ['a', 'b'],
    Data: Uint8Array.of(1, 2),
    At: Date.parse('2026-01-15T09:00:00.5Z'),
    On: false,
    Count: 0,
    Name: '',
    Strange: 'not declared',
  };
  expect(encodeXml(shape, value)).toBe(
    '<Name></Name><Count>0</Count><On>false</On><At>2026-01-15T09:00:00Z</At><Data>AQI=</Data>' +
      '<Names><member>a</member><member>b</member></Names>' +
      '<Tags><member><Key>a</Key><Value>b</Value></member></Tags>' +
      '<Facts><entry><key>a</key><value>b</value></entry></Facts>' +
      '<Inner><Deep><Name>x</Name></Deep></Inner>',
  );
});

test.each([
  ['<a href="x">&amp;</a>', '&lt;a href=&quot;x&quot;&gt;&amp;amp;&lt;/a&gt;'],
  [']]>', ']]&gt;'],
  ['a\tb\nc\rd', 'a\tb\nc&#xD;d'],
  ['a\0b\x1bc\ud800d\uffff', 'a\ufffdb\ufffdc\ufffdd\ufffd'],
  ['grün 🔑', 'grün 🔑'],
])('%j cannot break out of its element', (given, written) => {
  expect(encodeXml(structure({ Name: text() }), { Name: given })).toBe(`<Name>${written}</Name>`);
});
