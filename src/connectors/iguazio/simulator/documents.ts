import type { SimResponse } from '../../../sandbox/exchange.ts';
import type { Collection } from './collection.ts';
import { select } from './listing.ts';
import { related, relationNamed, wireAttributes } from './relations.ts';
import { type Call, refuse, reply } from './replies.ts';
import type { Resource, ResourceType } from './resources.ts';
import type { State } from './state.ts';

/** What `include` asks for: `a.b,a.c` is a tree with `a` at the root. */
type Includes = Map<string, Includes>;

interface WireResource {
  readonly type: ResourceType;
  readonly id: string;
  readonly attributes: object;
  readonly relationships?: Readonly<Record<string, { readonly data: unknown }>>;
}

/** What a document shows besides what was asked for. */
export interface Shown {
  /** Relationships named without `include`; their targets are not included. */
  readonly unasked?: readonly string[];
  /** Relationships included without `include`. */
  readonly always?: readonly string[];
}

/** One resource, with what `include` asks for. Empty relationships are left out (§4.4). */
export function documentOf(
  state: State,
  call: Call,
  status: number,
  record: Resource,
  { unasked = [], always = [] }: Shown = {},
): SimResponse {
  const includes = readIncludes(record.type, call.query.get('include'), always);
  const { data, included } = new Rendering(state).render([record], includes, unasked);
  return reply(call, status, { data: data[0], included });
}

interface Listed<R> extends Pick<Shown, 'unasked'> {
  readonly visible?: (record: R) => boolean;
}

/** A page of the records that match. Without `include` there is neither `relationships` nor `included` (§4.4). */
export function listOf<R extends Resource>(
  state: State,
  call: Call,
  collection: Collection<R>,
  type: R['type'],
  { unasked = [], visible }: Listed<R> = {},
): SimResponse {
  const includes = readIncludes(type, call.query.get('include'));
  const { records, meta } = select(collection, type, call.query, visible);
  const { data, included } = new Rendering(state).render(records, includes, unasked);
  return reply(call, 200, { data, included: includes.size > 0 ? included : undefined, meta });
}

function readIncludes(type: ResourceType, text: string | null, always: readonly string[] = []): Includes {
  const root: Includes = new Map();
  for (const path of [...always, ...(text ? text.split(',') : [])]) {
    let [level, at] = [root, type];
    for (const name of path.split('.')) {
      const relation = relationNamed(at, name) ?? refuse(400, `${at} has no relationship "${name}"`);
      at = relation.to;
      let next = level.get(name);
      if (!next) level.set(name, (next = new Map()));
      level = next;
    }
  }
  return root;
}

/** Makes one document: the resources asked for, and each one they lead to once. */
class Rendering {
  readonly #state: State;
  readonly #included = new Map<string, WireResource>();
  /** Who has been through which part of the tree. */
  readonly #done = new Map<Includes, Set<string>>();

  constructor(state: State) {
    this.#state = state;
  }

  render(records: readonly Resource[], includes: Includes, unasked: readonly string[]) {
    const data = records.map((record) => this.#resource(record, includes, unasked));
    return { data, included: [...this.#included.values()] };
  }

  #resource(record: Resource, includes: Includes, unasked: readonly string[]): WireResource {
    const names = new Set([...includes.keys(), ...unasked]);
    const relationships: Record<string, { data: unknown }> = {};
    // The client takes the first thing included for the owner, whatever else it asked for (§5.3).
    for (const name of [...names].sort((a, b) => Number(b === 'owner') - Number(a === 'owner'))) {
      const others = related(this.#state, record, name);
      if (others.length === 0) continue;
      const references = others.map(({ type, id }) => ({ type, id }));
      relationships[name] = { data: relationNamed(record.type, name)?.many ? references : references[0] };
      const deeper = includes.get(name);
      if (deeper) for (const other of others) this.#include(other, deeper);
    }
    const { type, id } = record;
    const attributes = wireAttributes(this.#state, record, includes);
    if (Object.keys(relationships).length === 0) return { type, id, attributes };
    return { type, id, attributes, relationships };
  }

  /** Reached by several paths, a resource has the relationships that each of them asks for. */
  #include(record: Resource, includes: Includes): void {
    let done = this.#done.get(includes);
    if (!done) this.#done.set(includes, (done = new Set()));
    if (done.has(record.id)) return;
    done.add(record.id);
    const { type, id } = record;
    const before = this.#included.get(id) ?? { type, id, attributes: {} };
    this.#included.set(id, before); // takes its place in front of what it leads to
    const wire = this.#resource(record, includes, []);
    const relationships = { ...before.relationships, ...wire.relationships };
    this.#included.set(id, Object.keys(relationships).length === 0 ? wire : { ...wire, relationships });
  }
}
