import {
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isListType,
  isNullableType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** Values for arguments that must be given, by coordinate or by name. */
export type Samples = Readonly<Record<string, string>>;

/** One question for every object type of a schema, that selects all its fields; and what all of them select together. */
export interface EveryField {
  readonly questions: readonly { readonly type: string; readonly query: string }[];
  /** Such as `User.email`. */
  readonly selected: ReadonlySet<string>;
  /** Types that no field leads to. */
  readonly unreached: readonly string[];
}

/** How a type is reached: the start of a question, as many braces as end it, and how roundabout it is. */
interface Way {
  readonly start: string;
  readonly braces: number;
  readonly cost: number;
}

const NOWHERE: Way = { start: '', braces: 0, cost: 0 };

/** An argument that must be given narrows what is found, and so does a field of one object: lists are worth a detour. */
const COSTS = { argument: 10, object: 5, step: 1 };

export function everyField(schema: GraphQLSchema, samples: Samples): EveryField {
  const query = schema.getQueryType();
  if (!query) throw new Error('nothing can be asked');
  const ways = waysTo(schema, query, samples);
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const otherRoots = [schema.getMutationType()?.name, schema.getSubscriptionType()?.name];
  // What changes answer is looked at in test/changes/secrets.test.ts.
  const ofChanges = /(?:Payload|Result)$/u;
  const own = types.filter(
    ({ name }) => !name.startsWith('__') && !otherRoots.includes(name) && !ofChanges.test(name),
  );
  const selected = new Set<string>();
  const questions = own.flatMap((type) => {
    const way = ways.get(type.name);
    if (!way) return [];
    const fields = Object.values(type.getFields());
    for (const { name } of fields) selected.add(`${type.name}.${name}`);
    const body = fields.map((field) => written(type, field, samples, leafOf(field)));
    return [{ type: type.name, query: `${way.start} { ${body.join(' ')} ${'}'.repeat(way.braces + 1)}` }];
  });
  return { questions, selected, unreached: own.map(({ name }) => name).filter((name) => !ways.has(name)) };
}

/** The best way to every type. */
function waysTo(schema: GraphQLSchema, query: GraphQLObjectType, samples: Samples): ReadonlyMap<string, Way> {
  const ways = new Map([[query.name, NOWHERE]]);
  const open = [query];
  for (let type = open.shift(); type; type = open.shift()) {
    const way = ways.get(type.name) ?? NOWHERE;
    for (const field of Object.values(type.getFields())) {
      for (const [target, next] of onwards(schema, way, type, field, samples)) {
        if ((ways.get(target.name)?.cost ?? Infinity) <= next.cost) continue;
        ways.set(target.name, next);
        open.push(target);
      }
    }
  }
  return ways;
}

/** Where a field leads: to its type, or to each of those it may be of. */
function onwards(
  schema: GraphQLSchema,
  { start, braces, cost }: Way,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  samples: Samples,
): readonly (readonly [GraphQLObjectType, Way])[] {
  const target = getNamedType(field.type);
  const here = {
    start: `${start} { ${written(type, field, samples, '')}`,
    braces: braces + 1,
    cost: cost + costOf(field),
  };
  if (isObjectType(target)) return [[target, here]];
  if (!isAbstractType(target)) return [];
  return schema.getPossibleTypes(target).map((possible) => {
    return [possible, { ...here, start: `${here.start} { ... on ${possible.name}`, braces: here.braces + 1 }];
  });
}

const costOf = ({ args, type }: GraphQLField<unknown, unknown>): number =>
  COSTS.step +
  args.filter(isRequiredArgument).length * COSTS.argument +
  (isNullableType(type) && !isListType(type) ? COSTS.object : 0);

const leafOf = ({ type }: GraphQLField<unknown, unknown>): string =>
  isCompositeType(getNamedType(type)) ? ' { __typename }' : '';

/** A field with the arguments it cannot do without, and those there is a sample for. */
function written(
  type: GraphQLObjectType,
  { name, args }: GraphQLField<unknown, unknown>,
  samples: Samples,
  rest: string,
): string {
  const given = args.flatMap((arg) => {
    const coordinate = `${type.name}.${name}.${arg.name}`;
    const value = samples[coordinate] ?? (isRequiredArgument(arg) ? samples[arg.name] : undefined);
    if (value === undefined && isRequiredArgument(arg))
      throw new Error(`there is no sample for ${coordinate}`);
    return value === undefined ? [] : [`${arg.name}: ${value}`];
  });
  return `${name}${given.length === 0 ? '' : `(${given.join(', ')})`}${rest}`;
}
