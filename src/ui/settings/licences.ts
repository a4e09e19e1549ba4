// The notices that the licences of shipped packages ask for. Whoever ships another package adds a row here;
// tests/ui/settings-licences.test.ts compares them with the packages' own files.

interface Notice {
  readonly name: string;
  readonly use: string;
  readonly licence:
    | 'MIT licence'
    | 'SIL Open Font License 1.1, scripts.sil.org/OFL'
    | 'Mozilla Public License 2.0, mozilla.org/MPL/2.0';
  readonly copyright: readonly string[];
}

export const notices: readonly Notice[] = [
  {
    name: 'noble-ciphers',
    use: 'The ciphers.',
    licence: 'MIT licence',
    copyright: [
      'Copyright (c) 2022 Paul Miller (https://paulmillr.com)',
      'Copyright (c) 2016 Thomas Pornin <pornin@bolet.org>',
    ],
  },
  {
    name: 'noble-hashes',
    use: 'The hash functions.',
    licence: 'MIT licence',
    copyright: ['Copyright (c) 2022 Paul Miller (https://paulmillr.com)'],
  },
  {
    name: 'noble-curves',
    use: 'Elliptic curves.',
    licence: 'MIT licence',
    copyright: ['Copyright (c) 2022 Paul Miller (https://paulmillr.com)'],
  },
  {
    name: 'noble-post-quantum',
    use: 'ML-DSA and ML-KEM.',
    licence: 'MIT licence',
    copyright: ['Copyright (c) 2024 Paul Miller (https://paulmillr.com)'],
  },
  {
    name: '@jmespath-community/jmespath',
    use: 'The --query option of the lab. Source: github.com/jmespath-community/typescript-jmespath.',
    licence: 'Mozilla Public License 2.0, mozilla.org/MPL/2.0',
    copyright: [],
  },
  {
    name: 'minisearch',
    use: 'The search.',
    licence: 'MIT licence',
    copyright: ['Copyright 2022 Luca Ongaro'],
  },
  {
    name: 'Svelte',
    use: 'What draws the page.',
    licence: 'MIT licence',
    copyright: ['Copyright (c) 2016-2025 Svelte Contributors'],
  },
  {
    name: 'KaTeX',
    use: 'The look of formulas.',
    licence: 'MIT licence',
    copyright: ['Copyright (c) 2013-2020 Khan Academy and other contributors'],
  },
  {
    name: 'KaTeX fonts',
    use: 'The letters of formulas.',
    licence: 'SIL Open Font License 1.1, scripts.sil.org/OFL',
    copyright: [
      'Copyright (c) 2009-2010, Design Science, Inc. (www.mathjax.org)',
      'Copyright (c) 2014-2018 Khan Academy (www.khanacademy.org), with Reserved Font Names KaTeX_AMS, KaTeX_Main, KaTeX_Math, KaTeX_Size1, KaTeX_Size2, KaTeX_Size3, KaTeX_Size4',
    ],
  },
];

export const mit: readonly string[] = [
  'Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:',
  'The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.',
  'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.',
];
