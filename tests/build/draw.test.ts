// Drawings: what the page may rely on, whatever the diagram.

import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { draw } from '../../src/build/draw.ts';
import type { Variant } from '../../src/build/draw/fit.ts';
import { textWidth } from '../../src/scenario/diagrams/glyphs.ts';
import { all, attribute, linesIn, viewBox } from './picture.ts';

// Mermaid and Vite take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const VARIANTS: readonly Variant[] = ['wide', 'narrow'];

const envelope = `sequenceDiagram
participant p_you as You
participant p_app as Your program
participant p_s3 as Amazon S3
box AWS KMS
participant p_kms as KMS
participant p_hsm as HSM
end
p_you->>p_app: seal report.parquet (50 MB)
p_app->>p_kms: GenerateDataKeyWithoutPlaintext(alias/app, AES_256)
p_kms->>p_kms: authorise#58; allowed by statement 2
p_kms->>p_hsm: make a data key
p_hsm->>p_hsm: seal under key material 1
p_hsm-->>p_app: plaintext key + encrypted key
p_app->>p_app: AES-256-GCM, 50 MB, locally
p_app->>p_s3: PutObject
p_s3--xp_app: AccessDenied #lt;no grant#gt;
Note over p_kms,p_hsm: nothing violet crosses the wall
`;

const flow = `flowchart LR
 subgraph kms [AWS KMS]
  key[KMS key]:::hsm
 end
 key -->|wraps| dk{Data key}:::hot
 dk -.->|seals| data[(Your 50 MB report)]:::sealed
 dk x--x forget([Wiped])
`;

test.each(VARIANTS)(
  'a %s drawing says nothing that a strict content security policy refuses',
  async (variant) => {
    for (const source of [envelope, flow]) {
      const { svg } = await draw(source, variant);
      expect(svg).not.toMatch(
        /style|<script|foreignObject|<marker|url\(|xlink|\sid=|\son\w+=|<title/,
      );
      expect(svg).toMatch(/^<svg [^>]*role="img" viewBox="/);
      expect(/^<svg [^>]*>/.exec(svg)?.[0]).not.toMatch(/\s(width|height)=/);
    }
  },
);

test.each(VARIANTS)(
  'a %s sequence marks its messages from 0 in source order, and its lanes and boxes',
  async (variant) => {
    const { svg } = await draw(envelope, variant);
    expect(all(svg, 'data-message')).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8']);
    expect(all(svg, 'data-to')).toEqual([
      'app',
      'kms',
      'kms',
      'hsm',
      'hsm',
      'app',
      'app',
      's3',
      'app',
    ]);
    expect(all(svg, 'data-lane')).toEqual(['you', 'app', 's3', 'kms', 'hsm']);
    expect(all(svg, 'data-box')).toEqual(['AWS KMS']);
    expect(all(svg, 'data-after')).toEqual(['9']);
  },
);

test('the HSM stands behind two walls, nothing else does', async () => {
  const { svg } = await draw(envelope, 'wide');
  expect(svg.match(/class="wall /g)).toHaveLength(2);
  expect(svg.indexOf('class="wall ')).toBeGreaterThan(svg.indexOf('data-lane="hsm"'));
});

test('five lanes in a column of 350 pixels keep their text at 11 pixels or more', async () => {
  const { svg } = await draw(envelope, 'narrow');
  expect((Number(attribute(svg, 'font-size')) * 350) / viewBox(svg).width).toBeGreaterThanOrEqual(
    11,
  );
});

test.each(VARIANTS)(
  'no label of a %s drawing leaves the picture, even in bold',
  async (variant) => {
    const { svg } = await draw(envelope, variant);
    const { x, width } = viewBox(svg);
    const size = Number(attribute(svg, 'font-size'));
    for (const line of linesIn(svg)) {
      const half = textWidth(line.text, size, 'bold') / 2;
      expect(line.x - half, line.text).toBeGreaterThanOrEqual(x);
      expect(line.x + half, line.text).toBeLessThanOrEqual(x + width);
    }
  },
);

test('a person’s name stays whole beside four other lanes', async () => {
  const person = envelope.replace(
    'participant p_app as Your program',
    'actor p_app as Administrator',
  );
  const { svg } = await draw(person, 'narrow');
  expect(svg).toContain('>Administrator<');
  expect(viewBox(svg).width).toBe(376);
});

test('labels stand below the heads', async () => {
  const { svg } = await draw(envelope, 'narrow');
  const heads = [...svg.matchAll(/class="head"[^>]* y="([\d.-]+)"[^>]* height="([\d.]+)"/g)];
  const lowest = Math.max(...heads.map(([, y, height]) => Number(y) + Number(height)));
  const labels = svg.slice(svg.indexOf('data-message="0"'));
  for (const line of linesIn(labels)) expect(line.y).toBeGreaterThan(lowest);
});

test('escaped characters reach the reader as themselves', async () => {
  const { svg, text } = await draw(envelope, 'wide');
  expect(text[8]).toBe('Amazon S3 to Your program: AccessDenied <no grant>');
  expect(text[2]).toBe('KMS: authorise: allowed by statement 2');
  expect(svg).toContain('&lt;no grant&gt;');
});

test('the same source draws the same picture', async () => {
  for (const source of [envelope, flow]) {
    const first = await draw(source, 'narrow');
    await draw(envelope, 'wide');
    expect(await draw(source, 'narrow')).toEqual(first);
  }
});

test('a flowchart names its nodes, edges and subgraphs, and keeps the author’s tones', async () => {
  const { svg, text } = await draw(flow, 'wide');
  expect(new Set(all(svg, 'data-node'))).toEqual(new Set(['key', 'dk', 'data', 'forget']));
  expect(all(svg, 'data-box')).toEqual(['AWS KMS']);
  expect(svg).toContain('class="node sealed" data-node="data"');
  expect(svg).toContain('class="edge dashed" data-from="dk" data-to="data"');
  expect(text).toEqual([
    'KMS key to Data key: wraps',
    'Data key to Your 50 MB report: seals',
    'Data key to Wiped',
  ]);
});

test('a flowchart from left to right stands upright in a narrow column', async () => {
  const { svg } = await draw(flow, 'narrow');
  expect(viewBox(svg).width).toBe(344);
});

test('what there is no room for is refused', async () => {
  await expect(draw('sequenceDiagram\nautonumber\na->>b: x', 'wide')).rejects.toThrow(
    '"autonumber" is not drawn here',
  );
  await expect(draw('pie\n"a": 1', 'wide')).rejects.toThrow('use sequenceDiagram or flowchart');
  await expect(draw('sequenceDiagram\na->>', 'wide')).rejects.toThrow(/Parse error|Expecting/);
});

test('any sequence: as many messages as were sent, and all of them inside', async () => {
  const lane = fc.constantFrom('a', 'b', 'c', 'd', 'hsm');
  const words = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 ,.()/=-]{0,60}$/);
  const message = fc.tuple(lane, fc.constantFrom('->>', '-->>', '--x'), lane, words);
  await fc.assert(
    fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 6 }), async (messages) => {
      const source = `sequenceDiagram\n${messages.map(([from, arrow, to, said]) => `${from}${arrow}${to}: ${said}`).join('\n')}`;
      const { svg, text } = await draw(source, 'narrow');
      expect(all(svg, 'data-message')).toHaveLength(messages.length);
      expect(text).toHaveLength(messages.length);
      const { x, width } = viewBox(svg);
      for (const line of linesIn(svg)) {
        const half = textWidth(line.text, 12, 'bold') / 2;
        expect(line.x - half).toBeGreaterThanOrEqual(x);
        expect(line.x + half).toBeLessThanOrEqual(x + width);
      }
    }),
    { numRuns: 12, seed: 2 },
  );
});
