import { z } from 'zod';
import type { SimResponse } from '../../../../sandbox/exchange.ts';
import { checkClient, type Installation, type SquirroRequest } from '../access.ts';
import { email, readJson, requiredText } from '../input.ts';
import { requireGoodPassword } from '../password-policy.ts';
import { refuse } from '../refusals.ts';
import type { RouteTable } from '../routing.ts';
import { freeSlug } from '../slug.ts';

const SignupBody = z.object({
  client_id: z.string().nullish(),
  client_secret: z.string().nullish(),
  email,
  password: requiredText,
  full_name: z.string().nullish(),
});

function signUp({ state, signup, workspaces }: Installation, request: SquirroRequest): SimResponse {
  if (!signup || workspaces) refuse(403, 'signup is closed');
  const body = readJson(request, SignupBody);
  checkClient(body);
  requireGoodPassword(body.password);
  const { email, password, full_name: fullName = null } = body;
  const isTaken = state.tenants.values().some(({ usersByEmail }) => usersByEmail.has(email.toLowerCase()));
  if (isTaken) refuse(409, 'email taken');
  const tenant = state.createTenant(freeSlug(email, state.tenants), email);
  const user = state.createUser(tenant, { email, password, fullName, role: 'admin' });
  return { status: 201, json: { user_id: user.id, tenant: tenant.domain } };
}

/**
 * The one call that needs no token. It makes a tenant for the new user; with workspaces on it is for the very first
 * user of the installation, and so always closed here (squirro.md §4).
 */
export const signupRoutes: RouteTable = { 'POST /api/user/v2/signup': signUp };
