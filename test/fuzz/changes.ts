import fc from 'fast-check';
import {
  getNamedType,
  getNullableType,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredInputField,
} from 'graphql';
import { formatRef, kinds, ref, type SystemKey } from '../../src/model/ref.ts';
import { problems } from '../../src/problems.ts';
import { answered, asking, type FuzzCase, type FuzzClass, refused, weird, weirdAsIs } from './case.ts';

const systems = ['iguazio-main', 'dss-design', 'govern', 'squirro-main'] as const;

interface Mutation {
  readonly name: string;
  readonly input: GraphQLInputObjectType;
}

const mutationsOf = (schema: GraphQLSchema): readonly Mutation[] =>
  Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap(({ name, args }) => {
    const input = args[0] && getNamedType(args[0].type);
    return isInputObjectType(input) ? [{ name, input }] : [];
  });

const sending = ({ name, input: { name: type } }: Mutation, input: unknown) =>
  asking(
    `mutation ($input: ${type}!) { ${name}(input: $input) { outcome problems { code } operation { id } } }`,
    { input },
  );

/** Well formed, of the kind that belongs there, and of nothing. */
const idOfNothing = (name: string, system: string) =>
  weird.map((native) => {
    const kind =
      { users: 'user', members: 'user', member: 'user', primaryGroup: 'group' }[name] ??
      name.replace(/s$/u, '');
    return formatRef(ref(kind as 'user', system as SystemKey, native));
  });

/** Not an id, or of the wrong kind. */
const noId = fc.oneof(
  weird,
  fc
    .tuple(fc.constantFrom(...kinds), fc.constantFrom(...systems, 'nowhere'), weird)
    .map(([kind, system, native]) => formatRef(ref(kind as 'user', system as SystemKey, native))),
);

const words = ['user', 'service', 'control', 'data', 'LOCAL', 'geo', 'warehouse', 'admin', 'a@b.example'];

/** A text that is read, or one that is refused because nobody's name is like that. */
const text = fc.oneof(weirdAsIs, fc.constantFrom(...words));

const REFUSED_NAMES = /__proto__|constructor|prototype/u;

/** Values that a type takes, and no vendor expects. `within` is the input's only system. */
function valuesOf(type: GraphQLInputType, name: string, within: string): fc.Arbitrary<unknown> {
  const nullable = getNullableType(type);
  if (isListType(nullable))
    return fc.array(valuesOf(nullable.ofType as GraphQLInputType, name, within), { maxLength: 3 });
  if (isInputObjectType(nullable)) return inputs(nullable, within);
  if (isEnumType(nullable)) return fc.constantFrom(...nullable.getValues().map((value) => value.name));
  switch (nullable.name) {
    case 'ID':
      return fc.oneof({ arbitrary: idOfNothing(name, within), weight: 6 }, { arbitrary: noId, weight: 1 });
    case 'Int':
      return fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    case 'Float':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'Boolean':
      return fc.boolean();
    case 'DateTime':
      return fc
        .date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31') })
        .map((date) => date.toISOString());
    case 'JSON':
      return fc.jsonValue({ maxDepth: 2 }).filter((value) => !REFUSED_NAMES.test(JSON.stringify(value)));
    default:
      return name === 'system'
        ? fc.oneof({ arbitrary: fc.constant(within), weight: 9 }, { arbitrary: text, weight: 1 })
        : text;
  }
}

/** Inputs of a type: what is required, and any of the rest. */
function inputs(type: GraphQLInputObjectType, within: string): fc.Arbitrary<Record<string, unknown>> {
  const fields: readonly GraphQLInputField[] = Object.values(type.getFields());
  // What is refused for being too long, or twice, is refused before anything of it is looked at.
  const read = fields.filter(({ name }) => name !== 'idempotencyKey');
  return fc.record(
    Object.fromEntries(read.map((field) => [field.name, valuesOf(field.type, field.name, within)])),
    { requiredKeys: fields.filter(isRequiredInputField).map(({ name }) => name) },
  );
}

/** The same, with one field that no change can be made with. */
const spoilt = (
  mutation: Mutation,
  input: Record<string, unknown>,
): fc.Arbitrary<Record<string, unknown>> => {
  const anchor = Object.values(mutation.input.getFields()).find(
    (field) =>
      field.name === 'system' || (isRequiredInputField(field) && getNamedType(field.type).name === 'ID'),
  );
  const long = fc.integer({ min: 256, max: 400 }).map((length) => ({ idempotencyKey: 'k'.repeat(length) }));
  const control = fc
    .constantFrom('\0', '\u0001', '\u001b[2J', '\u007f', '\ud800', '')
    .map((bad) => ({ idempotencyKey: bad }));
  const nowhere = weird.map((bad) => {
    const isList = anchor !== undefined && isListType(getNullableType(anchor.type));
    return anchor === undefined ? { idempotencyKey: '' } : { [anchor.name]: isList ? [bad] : bad };
  });
  return fc.oneof(long, control, nowhere).map((bad) => ({ ...input, ...bad }));
};

const misfits = fc.constantFrom<readonly unknown[]>(
  [],
  [1],
  [null],
  ['x'],
  [true],
  [[]],
  [{ nothing: 1 }],
  [0.5],
);

interface Reply {
  readonly outcome: string;
  readonly problems: readonly { readonly code: string }[];
}

/** What became of a change that nobody could have wanted: a refusal with a name, unless it made something. */
function complaintAbout(data: unknown, { name, input }: Mutation): string | undefined {
  const reply = (data as Readonly<Record<string, Reply | undefined>> | undefined)?.[name];
  if (!reply) return 'there must be a payload';
  const codes = reply.problems.map(({ code }) => code);
  if (codes.includes('INTERNAL') || !codes.every((code) => code in problems))
    return `each problem must have a name, and none is ours: ${codes.join()}`;
  const makes = 'system' in input.getFields();
  if (!makes && !['NOT_APPLIED', 'ALREADY'].includes(reply.outcome))
    return `what is about nothing must not be ${reply.outcome}`;
  if (reply.outcome === 'NOT_APPLIED' && codes.length === 0) return 'there must be a reason';
  return undefined;
}

/** Where there is such a mutation. */
const systemsOf = ({ name }: Mutation): readonly (typeof systems)[number][] => {
  if (name.includes('Iguazio')) return ['iguazio-main'];
  if (name.includes('Squirro')) return ['squirro-main'];
  if (name.includes('Govern')) return ['govern'];
  return name.includes('Dataiku') ? ['dss-design', 'govern'] : systems;
};

const every = <T>(schema: GraphQLSchema, cases: (mutation: Mutation) => fc.Arbitrary<T>) =>
  fc.constantFrom(...mutationsOf(schema)).chain(cases);

export const changes: readonly FuzzClass[] = [
  {
    name: 'changes of nothing, with values nobody expects',
    cases: ({ schema }) =>
      every(schema, (mutation) =>
        fc
          .constantFrom(...systemsOf(mutation))
          .chain((system) => inputs(mutation.input, system))
          .map((input): FuzzCase => ({
            request: sending(mutation, input),
            expected: { status: 200, codes: [], check: (data) => complaintAbout(data, mutation) },
            isChange: true,
          })),
      ),
  },
  {
    name: 'changes with a field that cannot be',
    cases: ({ schema }) =>
      every(schema, (mutation) =>
        fc
          .constantFrom(...systemsOf(mutation))
          .chain((system) => inputs(mutation.input, system))
          .chain((input) => spoilt(mutation, input))
          .map((input): FuzzCase => ({
            request: sending(mutation, input),
            expected: answered({
              [mutation.name]: {
                outcome: 'NOT_APPLIED',
                problems: [{ code: 'BAD_INPUT' }],
                operation: null,
              },
            }),
            isChange: true,
          })),
      ),
  },
  {
    name: 'changes with inputs of the wrong type',
    cases: ({ schema }) =>
      every(schema, (mutation) =>
        misfits.map((bad): FuzzCase => ({
          request: sending(mutation, bad),
          expected: refused(400, 'BAD_INPUT', 'Variable "$input"'),
          isChange: true,
        })),
      ),
  },
];
