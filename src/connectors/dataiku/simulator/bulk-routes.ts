import { z } from 'zod';
import type { Instance } from './instance.ts';
import { flagOf, type Objection, objections, Properties, readBody, reply } from './replies.ts';
import { forAdmins, post, put, remove, type Routes } from './routing.ts';
import { createUser, deleteUser, editUser } from './user-routes.ts';
import { UserCreation, UserWrite } from './users.ts';

/** What a bulk edit may set; `credentials` and `password` are not among it ([assumed]: dropped like unknown keys). */
const EDITABLE = [
  'displayName',
  'email',
  'groups',
  'userProfile',
  'enabled',
  'sourceType',
  'adminProperties',
  'userProperties',
  'secrets',
  'preferences',
] as const;

interface BulkStatus {
  readonly login: string;
  readonly status: 'SUCCESS' | 'FAILURE';
  readonly error: string;
}

const statusOf = (login: string, objection: Objection | undefined): BulkStatus =>
  objection
    ? { login, status: 'FAILURE', error: objection.message }
    : { login, status: 'SUCCESS', error: '' };

/** One element on its own: what is wrong with it fails it alone. */
function read<T>(shape: z.ZodType<T>, element: unknown): { value: T } | { objection: Objection } {
  const parsed = shape.safeParse(element);
  return parsed.success
    ? { value: parsed.data }
    : { objection: objections.badJson(z.prettifyError(parsed.error)) };
}

const loginIn = ({ login }: Properties): string => (typeof login === 'string' ? login : '');

function createOne(instance: Instance, element: Properties): Objection | undefined {
  const creation = read(UserCreation, element);
  return 'objection' in creation ? creation.objection : createUser(instance, creation.value);
}

/** Patches: only keys that are given change, and each as a whole. */
function editOne(instance: Instance, element: Properties): Objection | undefined {
  const before = instance.users.get(loginIn(element));
  if (!before) return objections.notFound('User', loginIn(element));
  const write = read(UserWrite, element);
  if ('objection' in write) return write.objection;
  const given = EDITABLE.filter((key) => key in element).map((key) => [key, write.value[key]] as const);
  return editUser(instance, before, Object.fromEntries(given));
}

const Elements = z.array(Properties);

/** U6 to U8: one status for each element, in their order; 200 even when some or all fail ([assumed]). */
export const bulkRoutes = (instance: Instance): Routes =>
  forAdmins([
    post('/admin/users/actions/bulk', (request) =>
      reply(
        readBody(request, Elements).map((element) =>
          statusOf(loginIn(element), createOne(instance, element)),
        ),
      ),
    ),
    put('/admin/users/actions/bulk', (request) =>
      reply(
        readBody(request, Elements).map((element) => statusOf(loginIn(element), editOne(instance, element))),
      ),
    ),
    remove('/admin/users/actions/bulk', (request) => {
      const allowed = flagOf(request.query, 'allowSelfDeletion');
      const logins = readBody(request, z.array(z.string()));
      return reply(
        logins.map((login) => statusOf(login, deleteUser(instance, login, request.caller, allowed))),
      );
    }),
  ]);
