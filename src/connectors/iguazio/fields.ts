import { z } from 'zod';
import type { Json, JsonObject } from '../../json.ts';
import { ProblemError } from '../../problems.ts';

/** An attribute that can be written: where an input has it, and what the platform takes. */
interface Field {
  readonly path: readonly [string, ...string[]];
  readonly shape: z.ZodType<Json>;
  readonly takes: string;
}
type Fields = Readonly<Record<string, Field>>;

/** Management policies: those of the vendor's own client, and one of older platforms (§5.8). */
const POLICIES = [
  'IT Admin',
  'IT Admin Read Only',
  'Application Admin',
  'Security Admin',
  'Project Security Admin',
  'Project Read Only',
  'Application Read Only',
  'Data',
  'Tenant Admin',
  'Developer',
  'Service Admin',
  'System Admin',
  'Project Admin',
] as const;

// The dashboard's rules, taken for the platform's own [assumed] (§5.1, §5.2).
const LETTERS = /^\p{L}[\p{L} -]{0,29}$/u;
const name = (path: string): Field => ({
  path: [path],
  shape: z.string().regex(LETTERS),
  takes: 'A name has 1 to 30 letters, hyphens and spaces, and begins with a letter.',
});
const text = (path: string, most: number): Field => ({
  path: ['iguazio', path],
  shape: z.string().max(most),
  takes: `It has at most ${most} characters.`,
});
const posixId = (path: string): Field => ({
  path: ['iguazio', path],
  shape: z.int().min(0).max(2_147_483_647),
  takes: 'It is a whole number from 0 to 2147483647.',
});
const policies = (shape: z.ZodType<Json>, howMany: string): Field => ({
  path: ['iguazio', 'assignedPolicies'],
  shape,
  takes: `${howMany} of: ${POLICIES.join(', ')}.`,
});

export const username: Field = {
  path: ['username'],
  shape: z.string().regex(/^[A-Za-z][A-Za-z0-9_@.-]{0,31}$/u),
  takes:
    'A username has 1 to 32 letters, digits, hyphens, underscores, dots and @, and begins with a letter.',
};

export const password = (path: string): Field => ({
  path: [path],
  shape: z.string().min(6).max(128),
  takes: 'A password has 6 to 128 characters.',
});

export const userFields = {
  email: {
    path: ['email'],
    shape: z
      .string()
      .max(128)
      .regex(/^[^\s@]+@[^\s@]+$/u),
    takes: 'It is an e-mail address of at most 128 characters.',
  },
  first_name: name('givenName'),
  last_name: name('familyName'),
  assigned_policies: policies(z.array(z.enum(POLICIES)).min(1), 'An account has at least one'),
  authentication_methods: {
    path: ['iguazio', 'authenticationMethods'],
    shape: z.array(z.enum(['password', 'sso'])).min(1),
    takes: 'It is at least one of: password, sso.',
  },
  phone_number: text('phoneNumber', 17),
  job_title: text('jobTitle', 128),
  department: text('department', 128),
} as const satisfies Fields;

export const newUserFields = { ...userFields, uid: posixId('uid') } as const satisfies Fields;

export const groupName: Field = {
  path: ['name'],
  shape: z
    .string()
    .min(1)
    .max(128)
    .regex(/^(?!\[\$)/u), // an operator, where it is looked up (§8.9)
  takes: 'A group’s name has 1 to 128 characters, and does not begin with [$.',
};

export const groupFields = {
  name: groupName,
  description: { path: ['description'], shape: z.string(), takes: 'It is a text.' },
  assigned_policies: policies(z.array(z.enum(POLICIES)), 'A group has any'),
} as const satisfies Fields;

export const newGroupFields = { ...groupFields, gid: posixId('gid') } as const satisfies Fields;

/** What an input gives of some attributes; BAD_INPUT for what the platform would not take. */
export function attributesIn(fields: Fields, input: object): JsonObject {
  const given = Object.entries(fields).flatMap(([attribute, field]) => {
    const value = valueAt(input, field.path);
    return value === undefined ? [] : [[attribute, taken(field, value)] as const];
  });
  return Object.fromEntries(given);
}

/** A value, if the platform takes it. */
export function taken({ shape, takes, path }: Field, value: unknown): Json {
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  throw new ProblemError('BAD_INPUT', { message: takes, field: path });
}

function valueAt(input: object, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key],
    input,
  );
}

/** The attributes that are not as they are to be. An empty text is as good as none, and lists have no order. */
export function differing(wanted: JsonObject, present: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(wanted).filter((attribute) => !isSame(wanted[attribute], present[attribute]));
}

/** Those of them alone, as they are to be. */
export function changesOf(wanted: JsonObject, present: Readonly<Record<string, unknown>>): JsonObject {
  const names = new Set(differing(wanted, present));
  return Object.fromEntries(Object.entries(wanted).filter(([attribute]) => names.has(attribute)));
}

function isSame(wanted: unknown, present: unknown): boolean {
  if (!Array.isArray(wanted)) return orNone(wanted) === orNone(present);
  return Array.isArray(present) && new Set(wanted).symmetricDifference(new Set(present)).size === 0;
}

const orNone = (value: unknown) => (value === '' ? undefined : (value ?? undefined));

/** Where inputs have an attribute. */
export const pathOf = (fields: Fields, attribute: string): readonly string[] =>
  fields[attribute]?.path ?? [attribute];
