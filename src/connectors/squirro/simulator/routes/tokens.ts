import { z } from 'zod';
import type { SimResponse } from '../../../../sandbox/exchange.ts';
import {
  checkClient,
  type Client,
  type Installation,
  isClusterAdmin,
  type SquirroRequest,
} from '../access.ts';
import { clientFields, jsonField, readForm, requiredText } from '../input.ts';
import type { Session, Tenant, User } from '../records.ts';
import { refuse } from '../refusals.ts';
import { rolePermissions } from '../roles.ts';
import type { RouteTable } from '../routing.ts';

const common = {
  ...clientFields,
  tenant: z.string().optional(),
  user_information: jsonField(z.record(z.string(), z.unknown())).optional(),
};

const TokenForm = z.discriminatedUnion(
  'grant_type',
  [
    z.object({ ...common, grant_type: z.literal('refresh_token'), refresh_token: requiredText }),
    z.object({ ...common, grant_type: z.literal('access_token'), access_token: requiredText }),
    z.object({
      ...common,
      grant_type: z.literal('password'),
      username: requiredText,
      password: requiredText,
    }),
    z.object({
      ...common,
      grant_type: z.literal('ext_id'),
      auth_service: requiredText,
      auth_user: requiredText,
    }),
  ],
  'missing or unknown',
);
type TokenForm = z.infer<typeof TokenForm>;

function grantToken(installation: Installation, request: SquirroRequest): SimResponse {
  const form = readForm(request, TokenForm);
  const session = sessionFor(installation, form, checkClient(form));
  const { user } = session;
  return {
    status: 200,
    json: {
      access_token: installation.state.sessions.accessToken(session),
      refresh_token: session.refreshToken,
      session_id: session.id,
      user_id: user.id,
      tenant: user.tenant.domain,
      role: user.role,
      role_permissions: rolePermissions[user.role],
      project_permissions: session.projectPermissions ?? unscoped(user),
      user_information: form.user_information ?? {},
    },
  };
}

/** What a token without scope says of itself; documented for an administrator, null otherwise is [assumed]. */
const unscoped = (user: User) => (user.role === 'admin' ? ['*', 'frontend.user'] : null);

function sessionFor(installation: Installation, form: TokenForm, client: Client | undefined): Session {
  const { tenants, sessions } = installation.state;
  const tenant = form.tenant ? (tenants.get(form.tenant) ?? refuse(404, 'tenant not found')) : undefined;
  const candidates = tenant ? [tenant] : tenants.values();
  const logIn = (user: User) => sessions.open({ user, type: 'login', clientId: client?.id });
  switch (form.grant_type) {
    case 'refresh_token':
      return existing(installation, sessions.ofRefreshToken(form.refresh_token), tenant);
    case 'access_token':
      return existing(installation, sessions.ofAccessToken(form.access_token), tenant);
    case 'password': {
      if (!client) refuse(403, 'a registered client is needed');
      const user = findByEmail(candidates, form.username) ?? refuse(404, 'user not found');
      if (user.password !== form.password) refuse(403, 'wrong password');
      return logIn(user);
    }
    case 'ext_id': {
      if (!client?.trusted) refuse(403, 'a trusted client is needed');
      const user = findByLink(candidates, form.auth_service, form.auth_user);
      return logIn(user ?? refuse(404, 'user not found'));
    }
  }
}

/** Unknown is 404; expired or revoked is 410 (squirro.md §2.1). A tenant that was named must be open to the user. */
function existing(
  installation: Installation,
  session: Session | 'gone' | undefined,
  tenant: Tenant | undefined,
): Session {
  if (session === 'gone') refuse(410, 'token expired or revoked');
  if (!session) refuse(404, 'unknown token');
  const { user } = session;
  if (tenant && user.tenant !== tenant && !isClusterAdmin(installation, user)) refuse(404, 'user not found');
  return session;
}

function findByEmail(tenants: Iterable<Tenant>, email: string): User | undefined {
  for (const tenant of tenants) {
    const user = tenant.usersByEmail.get(email.toLowerCase());
    if (user) return user;
  }
  return undefined;
}

function findByLink(tenants: Iterable<Tenant>, name: string, serviceUser: string): User | undefined {
  for (const tenant of tenants) {
    for (const user of tenant.users.values()) {
      if (user.links.get(name)?.service_user === serviceUser) return user;
    }
  }
  return undefined;
}

/** The authentication by which a user is known to Exchange [assumed]. */
const EXCHANGE_LINK = 'msexchange';

const ExchangeToken = z.object({ appctx: z.union([jsonField(z.unknown()), z.unknown()]) });
const AppContext = z.object({ msexchuid: z.string().min(1) });

/** The identity in an Exchange identity token: `appctx`, JSON in a string, holds it. The signature is not checked. */
function exchangeIdentity(jwt: string): string {
  const parts = jwt.split('.');
  if (parts.length !== 3) refuse(400, 'request rejected', ['msexchuid_token: not a JWT']);
  const claims = jsonField(ExchangeToken).safeParse(Buffer.from(parts[1] ?? '', 'base64url').toString());
  const context = AppContext.safeParse(claims.data?.appctx);
  if (!context.success) refuse(400, 'request rejected', ['msexchuid_token: no Exchange identity']);
  return context.data.msexchuid;
}

function exchangeToken(installation: Installation, { query }: SquirroRequest): SimResponse {
  const { tenants, sessions } = installation.state;
  const identity = exchangeIdentity(query.get('msexchuid_token') ?? '');
  const user =
    findByLink(tenants.values(), EXCHANGE_LINK, identity) ?? refuse(404, 'unknown Exchange identity');
  const session = sessions.open({ user, type: 'login' });
  return { status: 200, json: { oauth2_token: session.refreshToken, user_id: user.id } };
}

/** The token endpoint. It never answers 401, which the client would take for an unknown error (squirro.md §2.1). */
export const tokenRoutes: RouteTable = { 'POST /api/user/oauth2/token': grantToken };

/** Gives a login token, and asks for another one first all the same. */
export const exchangeRoutes: RouteTable = { 'GET /api/user/msexchange/oauth2_token': exchangeToken };
