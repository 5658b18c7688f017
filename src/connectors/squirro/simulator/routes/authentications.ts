import { z } from 'zod';
import type { SimResponse } from '../../../../sandbox/exchange.ts';
import { checkClient, type Installation, type SquirroRequest, visitUser } from '../access.ts';
import { clientFields, readJson, readQuery, requiredText } from '../input.ts';
import type { Link } from '../records.ts';
import { refuse } from '../refusals.ts';
import type { RouteTable } from '../routing.ts';
import { shownLink } from '../wire.ts';

const ClientQuery = z.object(clientFields);

/** `YYYY-MM-DDTHH:MM:SS`, without zone or fraction (squirro.md §1.4). */
const time = z.iso
  .datetime({ local: true, precision: 0, error: 'not a date' })
  .refine((text) => !text.endsWith('Z'), 'not a date');

/** Left out, these keep the value they had. */
const optional = {
  display_name: z.string().nullish(),
  access_secret: z.string().nullish(),
  access_token_expires: time.nullish(),
  access_secret_expires: time.nullish(),
};
const LinkBody = z.object({ service_user: requiredText, access_token: requiredText, ...optional });

function findLink(installation: Installation, request: SquirroRequest) {
  const { target } = visitUser(installation, request);
  const name = request.params['link'] ?? '';
  return { target, name, link: target.links.get(name) };
}

function readLink(installation: Installation, request: SquirroRequest): SimResponse {
  const { link } = findLink(installation, request);
  return { status: 200, json: shownLink(link ?? refuse(404, 'authentication not found')) };
}

function setLink(installation: Installation, request: SquirroRequest): SimResponse {
  const { target, name, link } = findLink(installation, request);
  checkClient(readQuery(request, ClientQuery));
  const given = readJson(request, LinkBody);
  const keep = (key: keyof typeof optional) =>
    given[key] === undefined ? (link?.[key] ?? null) : given[key];
  const changed: Link = {
    service_user: given.service_user,
    access_token: given.access_token,
    display_name: keep('display_name'),
    access_token_expires: keep('access_token_expires'),
    access_secret: keep('access_secret'),
    access_secret_expires: keep('access_secret_expires'),
  };
  installation.state.setLink(target, name, changed);
  return { status: link ? 200 : 201, json: shownLink(changed) };
}

function deleteLink(installation: Installation, request: SquirroRequest): SimResponse {
  const { state } = installation;
  const { target, name, link } = findLink(installation, request);
  if (!link) refuse(404, 'authentication not found');
  state.deleteLink(target, name);
  return { status: 204 };
}

/** Authentications: links of users to external services. In the path the service comes before the user. */
export const authenticationRoutes: RouteTable = {
  'GET /api/user/v0/:tenant/authentications/:link/:user': readLink,
  'POST /api/user/v0/:tenant/authentications/:link/:user': setLink,
  'DELETE /api/user/v0/:tenant/authentications/:link/:user': deleteLink,
};
