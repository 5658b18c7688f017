import { readFileSync } from 'node:fs';

/** A text on the heap of a process, and what keeps it there: `Secret.#value` is the member of that name of a `Secret`. */
export interface HeldText {
  readonly text: string;
  readonly heldBy: readonly string[];
}

/** Node cuts texts in a snapshot at 1,024 characters unless told otherwise: what lies behind would not be seen. */
export const SNAPSHOT_FLAGS = ['--heapsnapshot-signal=SIGUSR2', '--heap-snapshot-string-limit=536870912'];

/**
 * The texts of a heap snapshot that `isSought` picks, with their holders. V8 collects garbage before it takes one. Bytes
 * outside the heap (`Buffer`s) are not in it. A text that is part of another is held by whatever holds that.
 */
export function soughtIn(file: string, isSought: (text: string) => boolean): readonly HeldText[] {
  const heap = JSON.parse(readFileSync(file, 'utf8')) as Snapshot;
  const names = new Set(heap.strings.flatMap((text, i) => (isSought(text) ? [i] : [])));
  if (names.size === 0) return [];
  const { nodes, edgesTo } = textsOf(heap, names);
  const found = nodes.map(({ node, name }) => ({
    text: heap.strings[name] ?? '',
    heldBy: holdersOf(node, edgesTo),
  }));
  for (const { name } of nodes) names.delete(name);
  const members = [...names].map((name) => ({
    text: heap.strings[name] ?? '',
    heldBy: ['the name of a member'],
  }));
  return [...found, ...members];
}

/** As V8 writes it: rows of numbers, whose columns and words the `meta` tells. */
interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[], ...unknown[]];
      readonly edge_fields: readonly string[];
      readonly edge_types: readonly [readonly string[], ...unknown[]];
    };
  };
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly strings: readonly string[];
}

/** What leads to a text: another text that it is part of, or the member of something. */
type Edge = { readonly text: number } | { readonly holder: string };
type EdgesTo = ReadonlyMap<number, readonly Edge[]>;

const TEXTS: ReadonlySet<string> = new Set(['string', 'concatenated string', 'sliced string']);

/** The nodes that have one of these names, and whatever leads to texts; edges that let go of their end are left out. */
function textsOf(
  { snapshot: { meta }, nodes, edges, strings }: Snapshot,
  names: ReadonlySet<number>,
): { nodes: readonly { readonly node: number; readonly name: number }[]; edgesTo: EdgesTo } {
  const [nodeTypes] = meta.node_types;
  const [edgeTypes] = meta.edge_types;
  const [typeAt, nameAt, countAt] = ['type', 'name', 'edge_count'].map((field) =>
    meta.node_fields.indexOf(field),
  );
  const nodeSize = meta.node_fields.length;
  const isText = nodeTypes.map((type) => TEXTS.has(type));
  const value = (node: number, at = 0) => nodes[node + at] ?? 0;
  const found: { node: number; name: number }[] = [];
  const edgesTo = new Map<number, Edge[]>();
  let edge = 0;
  for (let node = 0; node < nodes.length; node += nodeSize) {
    const name = value(node, nameAt);
    if (names.has(name)) found.push({ node, name });
    const end = edge + value(node, countAt) * meta.edge_fields.length;
    for (; edge < end; edge += meta.edge_fields.length) {
      const [type = 0, index = 0, to = 0] = [edges[edge], edges[edge + 1], edges[edge + 2]];
      const kind = edgeTypes[type] ?? '';
      if (isText[value(to, typeAt)] !== true || kind === 'weak') continue;
      const member = kind === 'element' || kind === 'hidden' ? String(index) : strings[index];
      const isPart = isText[value(node, typeAt)] === true;
      const leading = isPart ? { text: node } : { holder: `${strings[name]}.${member}` };
      const known = edgesTo.get(to);
      if (known) known.push(leading);
      else edgesTo.set(to, [leading]);
    }
  }
  return { nodes: found, edgesTo };
}

function holdersOf(text: number, edgesTo: EdgesTo): readonly string[] {
  const holders = new Set<string>();
  const seen = new Set<number>();
  const open = [text];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const edge of edgesTo.get(next) ?? []) {
      if ('text' in edge) open.push(edge.text);
      else holders.add(edge.holder);
    }
  }
  return [...holders];
}
