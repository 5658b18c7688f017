import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getArgumentValues,
  getNamedType,
  getVariableValues,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { OrderDirection } from '../generated/types.ts';

/** A query that cannot be exported; the message says what to change. */
export class ExportError extends Error {}

/** A query turned into one that gives its list page by page. */
export interface ExportPlan {
  /** Takes `$after`; answers the list under `list`, its rows with their cursors. */
  readonly document: DocumentNode;
  /** Which list of `Query` it is, e.g. `users`. */
  readonly field: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Which way the list is sorted; undefined: in its own order, by system. */
  readonly direction: OrderDirection | undefined;
  /** One for each leaf of a row, in the order selected. */
  readonly columns: readonly Column[];
}

/** Where a cell's values stand in a row, and what it is called: `groups.nodes.name` is `groups.name`. */
export interface Column {
  readonly name: string;
  readonly path: readonly string[];
}

/** The name under which nested lists tell whether they were cut. */
export const MORE = 'rollcallMore';

const PAGE = 500;

/**
 * Reads a query that selects one list, and makes it give whole pages: rows of 500 with their cursors, and every
 * system's report. Lists inside a row are asked for at their largest and tell whether that was all.
 */
export function planExport(
  schema: GraphQLSchema,
  text: string,
  given: Readonly<Record<string, unknown>>,
): ExportPlan {
  const source = read(schema, text);
  const operation = theQuery(source);
  const root = theList(operation);
  const query = schema.getQueryType() as GraphQLObjectType;
  const field = query.getFields()[root.name.value];
  const list = field && getNamedType(field.type);
  if (!field || !isObjectType(list) || !isConnection(list)) {
    throw new ExportError(
      `\`${root.name.value}\` is no list that pages: export one such as users or memberships.`,
    );
  }
  if (root.arguments?.some(({ name }) => name.value === 'after')) {
    throw new ExportError('Leave `after` out: an export begins at the beginning and follows all pages.');
  }
  const variables = getVariableValues(schema, operation.variableDefinitions ?? [], given);
  if (variables.errors) throw new ExportError(variables.errors.map(({ message }) => message).join('\n'));
  const rows = rowsOf(root);
  const { orderBy } = getArgumentValues(field, root, variables.coerced) as {
    orderBy?: { direction?: OrderDirection };
  };
  const fragments = new Map(
    source.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
  const node = list.getFields()['nodes'];
  return {
    document: wholeLists(schema, paged(source, operation, root, rows)),
    field: root.name.value,
    variables: given,
    direction: orderBy ? (orderBy.direction ?? 'ASC') : undefined,
    columns: columnsOf(schema, getNamedType(node?.type)?.name ?? '', rows, fragments),
  };
}

function read(schema: GraphQLSchema, text: string): DocumentNode {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    throw new ExportError(error instanceof Error ? error.message : 'The query cannot be read.');
  }
  const wrong = validate(schema, document);
  if (wrong.length > 0) throw new ExportError(wrong.map(({ message }) => message).join('\n'));
  return document;
}

function theQuery({ definitions }: DocumentNode): OperationDefinitionNode {
  const operations = definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (!operation || operations.length > 1 || operation.operation !== 'query') {
    throw new ExportError('The file must hold exactly one operation, a query.');
  }
  return operation;
}

function theList({ selectionSet: { selections } }: OperationDefinitionNode): FieldNode {
  const [root] = selections;
  if (!root || selections.length > 1 || root.kind !== Kind.FIELD) {
    throw new ExportError('The query must select exactly one list, and nothing beside it.');
  }
  return root;
}

const isConnection = (type: GraphQLObjectType): boolean =>
  ['nodes', 'edges', 'pageInfo', 'systems'].every((name) => name in type.getFields());

/** What is selected of a row, under `nodes` or under `edges { node }`. */
function rowsOf(root: FieldNode): SelectionSetNode {
  const under = (set: SelectionSetNode | undefined, name: string) =>
    (set?.selections ?? []).flatMap((one) =>
      one.kind === Kind.FIELD && one.name.value === name && one.selectionSet ? [one.selectionSet] : [],
    );
  const sets = [
    ...under(root.selectionSet, 'nodes'),
    ...under(root.selectionSet, 'edges').flatMap((edge) => under(edge, 'node')),
  ];
  const selections = sets.flatMap((set) => set.selections);
  if (selections.length === 0)
    throw new ExportError(`Select the columns under \`${root.name.value} { nodes { … } }\`.`);
  return { kind: Kind.SELECTION_SET, selections };
}

const named = (value: string) => ({ kind: Kind.NAME, value }) as const;
const argument = (name: string, value: ArgumentNode['value']): ArgumentNode => ({
  kind: Kind.ARGUMENT,
  name: named(name),
  value,
});
const first = argument('first', { kind: Kind.INT, value: String(PAGE) });
const after = argument('after', { kind: Kind.VARIABLE, name: named('after') });

const frame = parse(`{
  edges { cursor node { id } }
  pageInfo { hasNextPage endCursor }
  systems { system { key vendor } state asOf problem { code message } }
}`).definitions[0] as OperationDefinitionNode;

/** The document with its list framed as a page after `$after`. */
function paged(
  source: DocumentNode,
  operation: OperationDefinitionNode,
  root: FieldNode,
  rows: SelectionSetNode,
): DocumentNode {
  const page = visit(frame.selectionSet, {
    Field: (field) => (field.name.value === 'node' ? { ...field, selectionSet: rows } : undefined),
  });
  const list: FieldNode = {
    ...root,
    alias: named('list'),
    arguments: [...(root.arguments ?? []).filter(({ name }) => name.value !== 'first'), first, after],
    selectionSet: page,
  };
  const string = { kind: Kind.NAMED_TYPE, name: named('String') } as const;
  const cursor = {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: named('after') },
    type: string,
  } as const;
  return {
    ...source,
    definitions: source.definitions.map((one) =>
      one === operation
        ? {
            ...operation,
            variableDefinitions: [...(operation.variableDefinitions ?? []), cursor],
            selectionSet: { ...operation.selectionSet, selections: [list] },
          }
        : one,
    ),
  };
}

const more = parse(`{ ${MORE}: pageInfo { hasNextPage } }`).definitions[0] as OperationDefinitionNode;

/** Lists inside rows at their largest, each telling whether that was all. */
function wholeLists(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const types = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      Field: {
        leave: (field) => {
          const type = getNamedType(types.getType());
          if (field.alias?.value === 'list' || !isObjectType(type) || !isConnection(type)) return undefined;
          const own = (field.arguments ?? []).filter(({ name }) => name.value !== 'first');
          const selections: readonly SelectionNode[] = field.selectionSet?.selections ?? [];
          return {
            ...field,
            arguments: [...own, first],
            selectionSet: {
              kind: Kind.SELECTION_SET,
              selections: [...selections, ...more.selectionSet.selections],
            },
          };
        },
      },
    }),
  );
}

/** One column for each leaf, lists and unions looked through. */
function columnsOf(
  schema: GraphQLSchema,
  typeName: string,
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  above: readonly string[] = [],
): Column[] {
  const columns = selections.flatMap((one): Column[] => {
    if (one.kind === Kind.INLINE_FRAGMENT) {
      const name = one.typeCondition?.name.value ?? typeName;
      return columnsOf(schema, name, one.selectionSet, fragments, above);
    }
    if (one.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = fragments.get(one.name.value);
      return fragment
        ? columnsOf(schema, fragment.typeCondition.name.value, fragment.selectionSet, fragments, above)
        : [];
    }
    const path = [...above, (one.alias ?? one.name).value];
    if (!one.selectionSet) return [{ name: nameOf(path), path }];
    const type = schema.getType(typeName);
    const field = type && 'getFields' in type ? type.getFields()[one.name.value] : undefined;
    return columnsOf(schema, getNamedType(field?.type)?.name ?? '', one.selectionSet, fragments, path);
  });
  return [...new Map(columns.map((column) => [column.name, column])).values()];
}

const nameOf = (path: readonly string[]) =>
  path.filter((name) => !['nodes', 'edges', 'node'].includes(name)).join('.') || path.join('.');
