import {
  getDirectiveValues,
  getNamedType,
  type GraphQLArgument,
  type GraphQLEnumValue,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type { Scope } from './generated/types.ts';

/** What `@requires` says of a field, an argument or a value. */
export interface Label {
  readonly scope: Scope;
  readonly whole: boolean;
}

type Field = GraphQLField<unknown, unknown>;
type Labelled = Field | GraphQLInputField | GraphQLEnumValue | GraphQLArgument;
export type LabelReader = (of: Labelled) => Label | undefined;

/** Reads labels off a schema, each once. */
export function labelReader(schema: GraphQLSchema): LabelReader {
  const directive = schema.getDirective('requires');
  const known = new Map<Labelled, Label | undefined>();
  return (of) => {
    if (!known.has(of)) {
      const values = directive && of.astNode ? getDirectiveValues(directive, of.astNode) : undefined;
      known.set(of, values as Label | undefined);
    }
    return known.get(of);
  };
}

/** Names of what only some may read, or filter and sort by, whatever vendor's type they stand on. */
const SENSITIVE_NAMES: readonly RegExp[] = [
  /e_?mail|phone/iu,
  /activity|active|connected|session|log_?in/iu,
  /custom_?data|propert|^config$/iu,
  /secret|credential|password|token|(?:api|access|private)_?key/iu,
  /^(?:grants|authentications|operations?)$/iu,
  /url$|^host/iu,
];
/** Types of the same, whatever they are called. */
const SENSITIVE_TYPES: ReadonlySet<string> = new Set(['JSON', 'Activity']);

/** Types whose objects are of no one system. */
const OF_NO_SYSTEM: ReadonlySet<string> = new Set([
  'Query',
  'Mutation',
  'Subscription',
  'Person',
  'Viewer',
  'Operation',
  'OperationStep',
]);
/** What a mutation answers is its caller's own. */
export const isOfNoSystem = (type: string): boolean => OF_NO_SYSTEM.has(type) || type.endsWith('Payload');

/** Refuses a schema in which a root field, or what is sensitive by its name or type, bears no label. */
export function refuseUnlabelled(schema: GraphQLSchema, labelOf: LabelReader): void {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const inFields = [...openTypes(schema, labelOf)].flatMap((type) => {
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return missing(
      type,
      Object.values(type.getFields()),
      (field) =>
        roots.some((root) => root === type) || isSensitive(field.name, getNamedType(field.type).name),
    );
  });
  const inInputs = Object.values(schema.getTypeMap()).flatMap((type) => {
    const sensitive = ({ name }: Labelled) => isSensitive(name);
    if (isInputObjectType(type) && type.name.endsWith('Filter'))
      return missing(type, Object.values(type.getFields()), sensitive);
    return isEnumType(type) && type.name.endsWith('OrderField')
      ? missing(type, type.getValues(), sensitive)
      : [];
  });
  const without = [...inFields, ...inInputs];
  if (without.length > 0) throw new Error(`The schema says of ${without.join(', ')} not what it @requires.`);

  function missing<T extends Labelled>(
    { name }: GraphQLNamedType,
    members: readonly T[],
    needsLabel: (member: T) => boolean,
  ): string[] {
    return members
      .filter((member) => needsLabel(member) && !labelOf(member))
      .map((member) => `${name}.${member.name}`);
  }
}

const isSensitive = (name: string, type = ''): boolean =>
  SENSITIVE_TYPES.has(type) || SENSITIVE_NAMES.some((word) => word.test(name));

/** Types that a caller who may only READ gets to. What lies behind a further scope is covered by it. */
function openTypes(schema: GraphQLSchema, labelOf: LabelReader): ReadonlySet<GraphQLNamedType> {
  const open = new Set<GraphQLNamedType>();
  const visit = (type: GraphQLNamedType | null | undefined): void => {
    if (!type || open.has(type) || isIntrospectionType(type)) return;
    open.add(type);
    if (isUnionType(type) || isInterfaceType(type)) schema.getPossibleTypes(type).forEach(visit);
    if (!isObjectType(type) && !isInterfaceType(type)) return;
    for (const field of Object.values(type.getFields())) {
      const scope = labelOf(field)?.scope ?? 'READ';
      if (isOfNoSystem(type.name) || scope === 'READ') visit(getNamedType(field.type));
    }
  };
  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()])
    visit(root);
  return open;
}
