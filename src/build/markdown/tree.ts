// The little of a Markdown tree that is looked at here.

export interface MdNode {
  type: string;
  value?: string;
  url?: string;
  name?: string;
  depth?: number;
  lang?: string | null;
  meta?: string | null;
  attributes?: Record<string, string | null | undefined> | null;
  children?: MdNode[];
  data?: { directiveLabel?: boolean; hName?: string; hProperties?: object; hChildren?: object[] };
  position?: { start: { line: number; offset?: number }; end: { offset?: number } };
}

export const lineOf = (node: MdNode): number => node.position?.start.line ?? 1;

/** The node and all below it, outermost first. */
export function* within(node: MdNode): Generator<MdNode> {
  yield node;
  for (const child of node.children ?? []) yield* within(child);
}

/** What a reader would read, formulas and code left out. */
export function wordsIn(nodes: readonly MdNode[]): number {
  const skipped = new Set(['code', 'math', 'inlineMath', 'yaml']);
  const text = (node: MdNode): string => {
    if (skipped.has(node.type)) return ' ';
    return (
      (node.value ?? '') + (node.children ?? []).map(text).join(BLOCKS.has(node.type) ? ' ' : '')
    );
  };
  return nodes
    .map(text)
    .join(' ')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

const BLOCKS = new Set(['list', 'listItem', 'table', 'tableRow', 'blockquote']);

export function textOf(nodes: readonly MdNode[]): string {
  return nodes.map((node) => node.value ?? textOf(node.children ?? [])).join('');
}
