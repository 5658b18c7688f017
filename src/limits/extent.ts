import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { within } from './exceeded.ts';
import type { Limits } from './settings.ts';

/** What a selection amounts to with every fragment written out. */
export interface Extent {
  readonly depth: number;
  /** Fields of the selection itself, not of what is selected under them. */
  readonly fields: number;
  readonly selections: number;
  readonly aliases: number;
  readonly directives: number;
}

const NOTHING: Extent = { depth: 0, fields: 0, selections: 0, aliases: 0, directives: 0 };

/**
 * Measures selections of a document. Each fragment is measured once, however often it is spread, so that fragments which
 * double each other cost nothing to refuse. Where one spreads itself it counts as nothing: validation refuses it.
 */
export function measurer(document: DocumentNode, limits: Limits): (selections: SelectionSetNode) => Extent {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const known = new Map<string, Extent>();

  const ofFragment = (name: string): Extent => {
    const before = known.get(name);
    if (before) return before;
    known.set(name, NOTHING);
    const extent = ofSelections(fragments.get(name)?.selectionSet);
    known.set(name, extent);
    return extent;
  };
  const ofSelections = (set: SelectionSetNode | undefined): Extent => {
    if (!set) return NOTHING;
    checkRepeats(set.selections, limits);
    return set.selections.map(ofSelection).reduce(beside, NOTHING);
  };
  const ofSelection = (selection: SelectionNode): Extent => {
    const inner =
      selection.kind === Kind.FRAGMENT_SPREAD
        ? ofFragment(selection.name.value)
        : ofSelections(selection.selectionSet);
    const extent = {
      ...inner,
      selections: inner.selections + 1,
      directives: inner.directives + (selection.directives?.length ?? 0),
    };
    if (selection.kind !== Kind.FIELD) return extent;
    // Tools introspect deeply, and as deep as their query is written: the schema bounds it.
    const isIntrospection = selection.name.value.startsWith('__');
    return {
      ...extent,
      depth: isIntrospection ? 1 : inner.depth + 1,
      fields: 1,
      aliases: inner.aliases + (selection.alias ? 1 : 0),
    };
  };
  return ofSelections;
}

/** Extents side by side: the deeper one decides the depth, the rest adds up. */
const beside = (a: Extent, b: Extent): Extent => ({
  depth: Math.max(a.depth, b.depth),
  fields: a.fields + b.fields,
  selections: a.selections + b.selections,
  aliases: a.aliases + b.aliases,
  directives: a.directives + b.directives,
});

/** Validation compares selections of one name pair by pair. */
function checkRepeats(selections: readonly SelectionNode[], limits: Limits): void {
  const counts = new Map<string, number>();
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD) continue;
    const name = (selection.alias ?? selection.name).value;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  within(
    'maxRepeats',
    limits,
    'The times one selection names the same field are',
    Math.max(0, ...counts.values()),
  );
}
