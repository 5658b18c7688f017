import {
  type DocumentNode,
  getNamedType,
  type GraphQLSchema,
  isInputObjectType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** What a document selects and filters by, as schema coordinates such as `User.groups` or `UserFilter.isAdmin`. */
export type Selection = ReadonlySet<string>;

/** Reads the selections of documents over one schema; each document once, for as long as it is kept. */
export function selectionReader(schema: GraphQLSchema): (document: DocumentNode) => Selection {
  const known = new WeakMap<DocumentNode, Selection>();
  return (document) => {
    const selection = known.get(document) ?? readSelection(schema, document);
    known.set(document, selection);
    return selection;
  };
}

function readSelection(schema: GraphQLSchema, document: DocumentNode): Selection {
  const coordinates = new Set<string>();
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      ObjectField: ({ name }) => {
        const parent = getNamedType(types.getParentInputType());
        if (parent) coordinates.add(`${parent.name}.${name.value}`);
      },
      // What a variable's value holds is not known here: it may hold any field of its type.
      VariableDefinition: () => {
        const type = getNamedType(types.getInputType());
        if (isInputObjectType(type))
          for (const name of Object.keys(type.getFields())) coordinates.add(`${type.name}.${name}`);
      },
      Field: ({ name }) => {
        const parent = types.getParentType();
        if (parent)
          for (const type of concrete(schema, getNamedType(parent).name))
            coordinates.add(`${type}.${name.value}`);
      },
    }),
  );
  return coordinates;
}

/** A field of an interface is a field of whatever implements it. */
function concrete(schema: GraphQLSchema, name: string): readonly string[] {
  const type = schema.getType(name);
  if (type?.astNode?.kind !== 'InterfaceTypeDefinition') return [name];
  const { objects } = schema.getImplementations(type as never);
  return objects.map((object) => object.name);
}

/** Fields that take another read once their object is there. */
const SECOND_READS: ReadonlySet<string> = new Set(
  Object.entries({
    User: [
      'isAdmin',
      'isOperational',
      'lastActivity',
      'groups',
      'inGroup',
      'primaryGroup',
      'memberships',
      'access',
      'effectiveRole',
      'person',
    ],
    Group: ['members', 'memberships'],
    GroupEdge: ['isPrimary'],
    Project: ['owner', 'memberships', 'effectiveMembers'],
    Membership: ['project', 'member'],
  }).flatMap(([type, fields]) => fields.map((field) => `${type}.${field}`)),
);

/** Whether something must be read after the first answers are in; a vendor's own fields may always be such. */
export const isNested = (selection: Selection): boolean =>
  [...selection].some((coordinate) => SECOND_READS.has(coordinate) || /^\w+Details\./u.test(coordinate));
