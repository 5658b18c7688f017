import { z } from 'zod';
import { type Call, refuse } from './replies.ts';
import { AUTHENTICATION_METHODS, PLANES, POLICIES } from './resources.ts';

const UNIX_ID = z.number().int().min(0).max(2_147_483_647);
const personName = z.string().regex(/^\p{L}[\p{L} -]{0,29}$/u);
const status = z.enum(['up', 'down']);
const access = z.enum(['enabled', 'disabled']);
const policies = z.array(z.enum(POLICIES));

/**
 * What may be written of a user, after the dashboard's rules, which are taken for the server's ([assumed], §5.1). What is not
 * named here is read-only or unknown, and ignored.
 */
export const UserChanges = z
  .object({
    username: z.string().regex(/^[A-Za-z][A-Za-z0-9_@.-]{0,31}$/u),
    first_name: personName,
    last_name: personName,
    email: z
      .string()
      .max(128)
      .regex(/^[^\s@]+@[^\s@]+$/u),
    password: z.string().min(6).max(128),
    assigned_policies: policies.min(1),
    authentication_methods: z.array(z.enum(AUTHENTICATION_METHODS)).min(1),
    admin_status: status,
    data_access_mode: access,
    phone_number: z.string().max(17),
    job_title: z.string().max(128),
    department: z.string().max(128),
  })
  .partial();

export const NewUser = UserChanges.omit({ admin_status: true })
  .required({ username: true, first_name: true, last_name: true, email: true, assigned_policies: true })
  .extend({ uid: UNIX_ID.optional(), send_password_on_creation: z.boolean().optional() });

const groupFields = z.object({
  name: z.string().min(1).max(128),
  description: z.string().nullable(),
  assigned_policies: policies,
  data_access_mode: access,
});

export const GroupChanges = groupFields.partial();
export const NewGroup = groupFields.partial().required({ name: true }).extend({ gid: UNIX_ID.nullish() });

const pairs = z.array(z.strictObject({ name: z.string(), value: z.string() }));

const projectFields = z.object({
  description: z.string(),
  labels: pairs,
  annotations: pairs,
  default_function_node_selector: pairs,
  admin_status: z.enum(['online', 'offline', 'archived']),
  mlrun_project: z.string(),
  nuclio_project: z.string(),
});

export const ProjectChanges = projectFields.partial();
export const NewProject = projectFields.partial().extend({
  name: z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/u),
  owner_username: z.string().optional(),
});
export const ProjectName = z.object({ name: z.string() });

export const NewAccessKey = z.object({
  planes: z
    .array(z.enum(PLANES))
    .min(1)
    .default([...PLANES]),
  label: z.string().nullish(),
});
export const AccessKeyChanges = z.object({ label: z.string() }).partial();

const Document = z.object({
  data: z.object({
    type: z.string(),
    attributes: z.record(z.string(), z.unknown()).default({}),
    relationships: z.record(z.string(), z.unknown()).default({}),
  }),
});

export type Relationships = Readonly<Record<string, unknown>>;

/** A member that JSON carries at all is never undefined. */
export type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Reads a JSON:API document of that type (§4.1); whatever is wrong with it is a 400. */
export function readDocument<T>(
  body: unknown,
  type: string,
  shape: z.ZodType<T>,
): { attributes: Given<T>; relationships: Relationships } {
  const { data } = checked(Document, body);
  if (data.type !== type) refuse(400, `data.type must be "${type}"`);
  return { attributes: checked(shape, data.attributes) as Given<T>, relationships: data.relationships };
}

/** The body as JSON, on any method and whatever its Content-Type. */
export function readJson({ rawBody }: Pick<Call, 'rawBody'>): unknown {
  try {
    return JSON.parse(rawBody.toString());
  } catch {
    return refuse(400, 'malformed JSON');
  }
}

export function checked<T>(shape: z.ZodType<T>, value: unknown): T {
  const read = shape.safeParse(value);
  return read.success ? read.data : refuse(400, z.prettifyError(read.error));
}

const reference = (type: string) => z.object({ type: z.literal(type), id: z.string() });

/**
 * The ids of a to-many relationship, each once; undefined when it is not named, which leaves it alone (§4.4). Entries with an
 * empty id are ignored (§6.1, 7).
 */
export function readMany(relationships: Relationships, name: string, type: string): Set<string> | undefined {
  if (!Object.hasOwn(relationships, name)) return undefined;
  const { data } = checked(z.object({ data: z.array(reference(type)) }), relationships[name]);
  return new Set(data.map(({ id }) => id).filter((id) => id !== ''));
}

/** The id of a to-one relationship; null when it is to be unset, which an empty id says too (§7.6). */
export function readOne(relationships: Relationships, name: string, type: string): string | null | undefined {
  if (!Object.hasOwn(relationships, name)) return undefined;
  const { data } = checked(z.object({ data: reference(type).nullable() }), relationships[name]);
  return data?.id ? data.id : null;
}
