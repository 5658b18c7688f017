import { z } from 'zod';
import type { SimResponse } from '../../../../sandbox/exchange.ts';
import { checkClient, type Installation, type SquirroRequest, visitUser } from '../access.ts';
import { clientFields, oneOf, readForm, readQuery } from '../input.ts';
import type { Session } from '../records.ts';
import { refuse } from '../refusals.ts';
import type { RouteTable } from '../routing.ts';
import { isGrant } from '../sessions.ts';
import { inNoOrder, shownGrant, shownSession } from '../wire.ts';

const ClientQuery = z.object(clientFields);
const GrantForm = z
  .object({
    ...clientFields,
    type: oneOf(['user', 'service']),
    for_client_id: z.string().optional(),
    project_permissions: z.string().optional(),
  })
  .refine(({ type, for_client_id: forClient }) => type === 'user' || forClient, {
    path: ['for_client_id'],
    error: 'value is required',
  });

function find(installation: Installation, request: SquirroRequest): Session {
  const { target } = visitUser(installation, request);
  const session = target.sessions.values().find(({ id }) => id === request.params['session']);
  return session ?? refuse(404, 'session not found');
}

/** Only an administrator's token may do without client credentials [assumed]. */
function requireClient(admin: boolean, given: z.infer<typeof ClientQuery>): void {
  if (!checkClient(given) && !admin) refuse(403, 'a registered client is needed');
}

function readSession(installation: Installation, request: SquirroRequest): SimResponse {
  return { status: 200, json: shownSession(find(installation, request)) };
}

function deleteSession(installation: Installation, request: SquirroRequest): SimResponse {
  installation.state.sessions.close(find(installation, request));
  return { status: 204 };
}

function listGrants(installation: Installation, request: SquirroRequest): SimResponse {
  const { target, admin } = visitUser(installation, request);
  requireClient(admin, readQuery(request, ClientQuery));
  const grants = target.sessions.values().filter(isGrant);
  return { status: 200, json: { grants: inNoOrder(grants, shownGrant) } };
}

function createGrant(installation: Installation, request: SquirroRequest): SimResponse {
  const { target, admin } = visitUser(installation, request);
  const form = readForm(request, GrantForm);
  requireClient(admin, form);
  const grant = installation.state.sessions.open({
    user: target,
    type: form.type,
    clientId: form.type === 'service' ? form.for_client_id : form.client_id,
    projectPermissions: form.project_permissions ? form.project_permissions.split(',') : null,
  });
  return { status: 201, json: { id: grant.id, refresh_token: grant.refreshToken } };
}

/** Sessions, and the grants among them: one space of ids, and one way to delete (squirro.md §6). */
export const sessionRoutes: RouteTable = {
  'GET /api/user/v0/:tenant/users/:user/sessions/:session': readSession,
  'DELETE /api/user/v0/:tenant/users/:user/sessions/:session': deleteSession,
  'GET /api/user/v0/:tenant/users/:user/grants': listGrants,
  'POST /api/user/v0/:tenant/users/:user/grants': createGrant,
};
