import {
  type DocumentNode,
  getDirectiveValues,
  getNullableType,
  GraphQLError,
  type GraphQLSchema,
  isCompositeType,
  isListType,
  isObjectType,
} from 'graphql';
import {
  type ComplexityEstimator,
  type ComplexityEstimatorArgs,
  getComplexity,
} from 'graphql-query-complexity';
import { pageSize } from '../listing.ts';
import { within } from './exceeded.ts';
import type { Limits } from './settings.ts';

/** How many objects a list is taken to hold when no argument says. */
const UNSAID_LENGTH = 5;

/** One operation as it is about to be executed. */
export interface Operation {
  readonly document: DocumentNode;
  /** The name of the operation to execute, where the document has several. */
  readonly name: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Tells what operations may cost, their variables and defaults filled in: how many fields the answer may hold. What is
 * asked of a list counts once for each row it may have. undefined: the variables do not fit, which execution will tell.
 */
export function costReader(
  schema: GraphQLSchema,
  limits: Limits,
): (operation: Operation) => number | undefined {
  const estimators = [estimatorFor(schema)];
  return ({ document, name, variables }) => {
    const cost = unlessMisfit(() =>
      getComplexity({
        schema,
        query: document,
        variables,
        estimators,
        maxQueryNodes: limits.maxSelections * 2,
        ...(name === undefined ? {} : { operationName: name }),
      }),
    );
    if (cost !== undefined) within('maxCost', limits, 'The number of fields the answer may hold is', cost);
    return cost;
  };
}

function estimatorFor(schema: GraphQLSchema): ComplexityEstimator {
  const weights = new Map<unknown, number>();
  const connections = new Set<unknown>();
  const directive = schema.getDirective('cost');
  const types = Object.values(schema.getTypeMap());
  for (const type of types.filter(isObjectType)) {
    const fields = type.getFields();
    if (fields['pageInfo']) connections.add(type);
    for (const field of Object.values(fields)) {
      const cost = directive && field.astNode && getDirectiveValues(directive, field.astNode);
      if (cost) weights.set(field, cost['weight'] as number);
    }
  }
  const rowsOf = ({ type, field, args }: ComplexityEstimatorArgs): number => {
    if ('first' in args) return pageSize(args['first'] as number | null);
    if (Array.isArray(args['ids'])) return args['ids'].length;
    if (field.name === 'types' && type.name === '__Schema') return types.length;
    const list = getNullableType(field.type);
    const isUnsaid =
      isListType(list) && isCompositeType(getNullableType(list.ofType)) && !connections.has(type);
    return isUnsaid ? UNSAID_LENGTH : 1;
  };
  return (asked) => (weights.get(asked.field) ?? 1) + rowsOf(asked) * asked.childComplexity;
}

function unlessMisfit(read: () => number): number | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}
