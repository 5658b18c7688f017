import type { SimRequest } from '../../../sandbox/exchange.ts';
import type { VendorServer } from '../../../sandbox/kit.ts';
import type { Caller } from './callers.ts';
import { anyGroupHas } from './groups.ts';
import type { Instance } from './instance.ts';
import { errorReply, type Objection, objections } from './replies.ts';

type Finding = { readonly caller: Caller } | { readonly objection: Objection };

/** Who sends a request: key or ticket, then impersonation (§2). */
export function authenticate(
  instance: Instance,
  request: SimRequest<undefined>,
): ReturnType<VendorServer<Caller>['authenticate']> {
  const found = identify(instance, request.headers);
  if ('objection' in found) return { refuse: errorReply(found.objection) };
  const target = request.headers['x-dku-proxyuser'];
  const acting =
    typeof target === 'string' && target !== '' ? impersonate(instance, found.caller, target) : found;
  return 'objection' in acting ? { refuse: errorReply(acting.objection) } : acting;
}

function identify(instance: Instance, headers: SimRequest['headers']): Finding {
  const key = keyOf(headers.authorization);
  const ticket = headers['x-dku-apiticket'];
  const caller =
    key !== undefined
      ? callerOfKey(instance, key)
      : callerOf(instance, instance.tickets.get(String(ticket)), 'TICKET');
  return caller ? { caller } : { objection: objections.unauthenticated() };
}

/** The key in forms 1 to 3: Basic with it as user name, Basic with it as password, Bearer. */
function keyOf(authorization: string | undefined): string | undefined {
  const [scheme = '', value = ''] = (authorization ?? '').split(' ');
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const decoded = Buffer.from(value, 'base64').toString();
  const { inUsername, inPassword } =
    /^(?:(?<inUsername>[^:]+):|:(?<inPassword>[^:]+))$/u.exec(decoded)?.groups ?? {};
  return inUsername ?? inPassword;
}

function callerOfKey(instance: Instance, secret: string): Caller | undefined {
  const personal = instance.personalKeys.bySecret(secret);
  if (personal) return callerOf(instance, personal.user, 'PERSONAL_API_KEY');
  const key = instance.globalKeys.bySecret(secret);
  if (!key || (key.expiresOn > 0 && key.expiresOn < Date.now())) return undefined;
  const groups = key.groups ?? [];
  return {
    identifier: key.id,
    source: 'CONFIGURABLE_API_KEY_GLOBAL',
    user: undefined,
    groups,
    admin: key.globalPermissions['admin'] === true || anyGroupHas(instance, groups, 'admin'),
    architect:
      key.globalPermissions['mayManageGovern'] === true || anyGroupHas(instance, groups, 'mayManageGovern'),
  };
}

/** A user as caller. Disabling users stops their keys too; a deleted user's keys stand for nobody. */
function callerOf(
  instance: Instance,
  login: string | undefined,
  source: Caller['source'],
): Caller | undefined {
  const user = login === undefined ? undefined : instance.users.get(login);
  if (!user?.enabled) return undefined;
  return {
    identifier: user.login,
    source,
    user,
    groups: user.groups,
    admin: anyGroupHas(instance, user.groups, 'admin'),
    architect: anyGroupHas(instance, user.groups, 'mayManageGovern'),
  };
}

function impersonate(instance: Instance, caller: Caller, login: string): Finding {
  if (!caller.admin) return { objection: objections.forbidden('Only administrators may impersonate') };
  const target = callerOf(instance, login, caller.source);
  // [assumed]: an unknown or disabled target is refused, not "not found".
  return target ? { caller: target } : { objection: objections.forbidden(`Cannot impersonate '${login}'`) };
}
