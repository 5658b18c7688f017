import { z } from 'zod';

// What Iguazio sends, as far as we read it: iguazio.md §4 and §5. Enumerations are text, because servers know more words
// than the documentation; an attribute that is not set is left out.

const Reference = z.object({ id: z.string() });
const ToMany = z.object({ data: z.array(Reference).nullish() }).nullish();
const ToOne = z.object({ data: Reference.nullish() }).nullish();

/** The ids a to-many relationship names. An empty one is left out, and an empty id names nothing (§4.4, §6.1). */
export const idsIn = (relationship: z.infer<typeof ToMany>): string[] =>
  relationship?.data?.map(({ id }) => id).filter((id) => id !== '') ?? [];

const text = z.string().nullish();
const words = z.array(z.string()).nullish();
/** GraphQL's Int is as wide as this; an id beyond it costs itself, not the account. */
const posixId = z.int32().nullish().catch(null);

/** §5.1. */
export const WireUser = z.object({
  id: z.string().min(1),
  attributes: z.object({
    username: z.string(),
    first_name: text,
    last_name: text,
    email: text,
    uid: posixId,
    assigned_policies: words,
    authentication_methods: words,
    authentication_scheme: text,
    idp: z.unknown().optional(),
    admin_status: text,
    operational_status: text,
    phone_number: text,
    job_title: text,
    department: text,
    created_at: text,
    last_activity: text,
  }),
  relationships: z.object({ user_groups: ToMany, primary_group: ToOne }).nullish(),
});
export type WireUser = z.infer<typeof WireUser>;

/** §5.2. */
export const WireGroup = z.object({
  id: z.string().min(1),
  attributes: z.object({
    name: z.string(),
    description: text,
    gid: posixId,
    assigned_policies: words,
    kind: text,
    system_provided: z.boolean().nullish(),
  }),
  relationships: z.object({ users: ToMany }).nullish(),
});
export type WireGroup = z.infer<typeof WireGroup>;

/** §5.3. */
export const WireProject = z.object({
  id: z.string().min(1),
  attributes: z.object({
    name: z.string(),
    description: text,
    admin_status: text,
    operational_status: text,
    owner_username: text,
    created_at: text,
  }),
  relationships: z.object({ owner: ToOne, project_authorization_roles: ToMany }).nullish(),
});
export type WireProject = z.infer<typeof WireProject>;

/** §5.4. */
export const WireRole = z.object({
  id: z.string().min(1),
  attributes: z.object({
    name: z.string(),
    permissions: z.array(z.object({ resource: z.string(), actions: z.array(z.string()) })).nullish(),
  }),
  relationships: z.object({ principal_users: ToMany, principal_user_groups: ToMany }).nullish(),
});
export type WireRole = z.infer<typeof WireRole>;

/** §5.5. */
export const WireJob = z.object({
  id: z.string().min(1),
  attributes: z.object({
    kind: text,
    state: z.string(),
    result: text,
    created_at: text,
    updated_at: text,
  }),
});
export type WireJob = z.infer<typeof WireJob>;

/** What was made, and the job that goes on with it, if any. */
export const WireCreated = z.object({
  data: z.object({
    id: z.string().min(1),
    relationships: z.object({ jobs: ToMany }).nullish(),
  }),
});
export type WireCreated = z.infer<typeof WireCreated>;

/** What a deletion answers: a job that carries it out, or nothing of interest (§7.9). */
export const WireAnswer = z
  .object({
    data: z
      .object({
        type: z.string(),
        id: z.string().nullish(),
        relationships: z.object({ jobs: ToMany }).nullish(),
      })
      .nullish()
      .catch(null),
  })
  .nullish()
  .catch(null);
export type WireAnswer = z.infer<typeof WireAnswer>;

/** §2.3. */
export const WireVersion = z.object({ data: z.object({ attributes: z.object({ external: z.string() }) }) });

/** A list: read item by item, so that a bad one costs only itself. `total_pages` stands here by assumption (§4.5). */
export const WireList = z.object({
  data: z.array(z.unknown()),
  included: z.array(z.unknown()).nullish(),
  meta: z.object({ total_pages: z.int().nonnegative().nullish() }).nullish().catch(null),
});
export type WireList = z.infer<typeof WireList>;

const WireRefusal = z.object({ meta: z.object({ ctx: z.string() }) });

/** The number under which the platform knows an exchange: what its support would ask for (§3). */
export const contextOf = (body: unknown): string | undefined => WireRefusal.safeParse(body).data?.meta.ctx;

/** One resource, with what was asked to be included. */
export interface WireDocument<W> {
  readonly data: W;
  readonly included?: readonly unknown[] | null | undefined;
}

export const documentOf = <W>(data: z.ZodType<W>): z.ZodType<WireDocument<W>> =>
  z.object({ data, included: z.array(z.unknown()).nullish() });
