import {
  defaultFieldResolver,
  getNullableType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
} from 'graphql';
import type { Context } from './context.ts';
import type { Scope } from './generated/types.ts';
import { isOfNoSystem, type Label, type LabelReader, labelReader, refuseUnlabelled } from './labels.ts';
import type { SystemKey } from './model/ref.ts';
import { ProblemError } from './problems.ts';
import { lacking } from './sight.ts';

type Resolver = GraphQLFieldResolver<unknown, Context>;

/**
 * Holds every field to its `@requires`: nothing is resolved for a caller who lacks its scope where the object is, and
 * what arguments ask about is asked only of systems where the caller has their scopes throughout. A schema in which a
 * label is missing is refused.
 */
export function guarded(schema: GraphQLSchema): GraphQLSchema {
  const labelOf = labelReader(schema);
  refuseUnlabelled(schema, labelOf);
  for (const type of Object.values(schema.getTypeMap())) {
    // A change is held to its labels by `demandScopes`: what its caller may not do is told in its payload.
    if (!isObjectType(type) || type === schema.getMutationType()) continue;
    for (const field of Object.values(type.getFields())) {
      const label = labelOf(field);
      let resolve = (field.resolve ?? defaultFieldResolver) as Resolver;
      if (takesScopes(field, labelOf)) resolve = withArguments(field, labelOf, resolve);
      if (label && label.scope !== 'AUTHENTICATED')
        resolve = withLabel(label, { type: type.name, field: field.name }, resolve);
      field.resolve = resolve as GraphQLFieldResolver<unknown, unknown>;
    }
  }
  return schema;
}

/** Answers only where the caller has the scope. What is of no system takes it anywhere: its parts are each of one. */
function withLabel(
  { scope, whole }: Label,
  { type, field }: { readonly type: string; readonly field: string },
  resolve: Resolver,
): Resolver {
  const what = `${type}.${field}`;
  const anywhere = isOfNoSystem(type);
  return (source, args, context, info) => {
    const { directory } = context;
    const { rights } = directory.asker;
    const system = systemOf(source);
    if (anywhere ? !rights.mayAnywhere(scope) : system === undefined) {
      throw new ProblemError('NOT_PERMITTED', { message: `${what} takes the scope ${scope}.` });
    }
    if (system !== undefined) {
      const may = whole
        ? rights.mayWholly(scope, system)
        : rights.may(scope, { system }) ||
          (rights.may(scope, { system, own: true }) && directory.isOwn(source as object));
      if (!may) throw lacking(scope, system, what);
    }
    return resolve(source, args, context, info);
  };
}

/** Where an object is, whichever way its model says so. */
function systemOf(source: unknown): SystemKey | undefined {
  if (typeof source !== 'object' || source === null) return undefined;
  const { ref, system, key } = source as {
    readonly ref?: { readonly system?: SystemKey };
    readonly system?: SystemKey;
    readonly key?: SystemKey;
  };
  return ref ? ref.system : (system ?? key);
}

type AnyField = GraphQLField<unknown, unknown>;

/** Asks only systems where the caller has every scope that the arguments take. */
function withArguments({ args: declared }: AnyField, labelOf: LabelReader, resolve: Resolver): Resolver {
  const collect = collector(labelOf);
  return (source, args: Readonly<Record<string, unknown>>, context, info) => {
    const taken = new Set<Scope>();
    for (const argument of declared) collect(argument, args[argument.name], taken);
    const { directory } = context;
    return taken.size === 0
      ? resolve(source, args, context, info)
      : resolve(source, args, { ...context, directory: directory.taking([...taken]) }, info);
  };
}

type Taker = GraphQLArgument | GraphQLInputField;

/** Collects the scopes that a value takes: those of its place, of its fields that are given, and of its enum values. */
export function collector(labelOf: LabelReader) {
  const collect = (taker: Taker, value: unknown, taken: Set<Scope>): void => {
    if (value == null) return;
    const label = labelOf(taker);
    if (label) taken.add(label.scope);
    within(taker.type, value, taken);
  };
  const within = (type: GraphQLInputType, value: unknown, taken: Set<Scope>): void => {
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      for (const item of value as readonly unknown[]) {
        if (item != null) within(nullable.ofType as GraphQLInputType, item, taken);
      }
    } else if (isInputObjectType(nullable)) {
      const given = value as Readonly<Record<string, unknown>>;
      for (const field of Object.values(nullable.getFields())) collect(field, given[field.name], taken);
    } else if (isEnumType(nullable)) {
      const label = nullable
        .getValues()
        .filter((one) => one.value === value)
        .map(labelOf)[0];
      if (label) taken.add(label.scope);
    }
  };
  return collect;
}

/** Whether any argument's value may take a scope. */
function takesScopes({ args }: AnyField, labelOf: LabelReader): boolean {
  const seen = new Set<GraphQLInputType>();
  const takes = (type: GraphQLInputType): boolean => {
    const nullable = getNullableType(type);
    if (isListType(nullable)) return takes(nullable.ofType as GraphQLInputType);
    if (isEnumType(nullable)) return nullable.getValues().some((one) => labelOf(one) !== undefined);
    if (!isInputObjectType(nullable) || seen.has(nullable)) return false;
    seen.add(nullable);
    return Object.values(nullable.getFields()).some(
      (field) => labelOf(field) !== undefined || takes(field.type),
    );
  };
  return args.some((argument) => labelOf(argument) !== undefined || takes(argument.type));
}
