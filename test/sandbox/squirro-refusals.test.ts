import { expect, test } from 'vitest';
import { type Body, openSquirro } from './squirro-requests.ts';

const U = '/api/user/v0/acme';
const T = '/api/topic/v0/acme';
const W = '/api/user/v2/workspaces';
const long = 'x'.repeat(201);

/** Who asks, method, target, body, status. `{grace}` stands for the id of what is called so. squirro.md §3.4 */
const refusals: readonly (readonly [string, string, string, Body, number])[] = [
  // unknown tenants and misspelt paths
  ['rollcall', 'GET', '/api/user/v0/nowhere/users', {}, 404],
  ['rollcall', 'GET', '/api/topic/v0/nowhere/projects', {}, 404],
  ['rollcall', 'GET', '/api/user/v0/Acme/users', {}, 404],
  ['rollcall', 'GET', `${U}/userz`, {}, 404],
  ['rollcall', 'GET', '/service/user/v0/acme/users', {}, 404],
  // users
  ['edsger', 'GET', `${U}/users`, {}, 403],
  ['rollcall', 'GET', `${U}/users?include_config=maybe`, {}, 400],
  ['rollcall', 'POST', `${U}/users`, { json: {} }, 400],
  ['rollcall', 'POST', `${U}/users`, { json: { email: 'mary' } }, 400],
  ['rollcall', 'POST', `${U}/users`, { json: { email: 'mary@example.org', role: 'owner' } }, 400],
  ['rollcall', 'POST', `${U}/users`, { json: { email: 'mary@example.org', password: 'short' } }, 400],
  ['rollcall', 'POST', `${U}/users`, { json: ['mary@example.org'] }, 400],
  ['rollcall', 'POST', `${U}/users`, { form: 'email=mary%40example.org' }, 400],
  ['rollcall', 'POST', `${U}/users`, { form: '{', headers: { 'Content-Type': 'application/json' } }, 400],
  ['rollcall', 'POST', `${U}/users`, { json: { email: 'grace@EXAMPLE.org' } }, 409],
  ['emmy', 'POST', `${U}/users`, { json: { email: 'mary@example.org' } }, 403],
  ['rollcall', 'GET', `${U}/users/{grace}?include_projects=maybe`, {}, 400],
  ['emmy', 'GET', `${U}/users/{grace}`, {}, 403],
  ['rollcall', 'GET', `${U}/users/nobody`, {}, 404],
  ['rollcall', 'PUT', '/api/user/v1/acme/users/{grace}', { json: [] }, 400],
  ['rollcall', 'PUT', '/api/user/v1/acme/users/{grace}', { json: null }, 400],
  ['rollcall', 'PUT', '/api/user/v1/acme/users/{grace}', { json: { role: 'owner' } }, 400],
  ['rollcall', 'PUT', '/api/user/v1/acme/users/{grace}', { json: { config: 'dark' } }, 400],
  ['rollcall', 'PUT', `${U}/users/{grace}`, { form: 'role=owner' }, 400],
  ['emmy', 'PUT', '/api/user/v1/acme/users/{grace}', { json: { full_name: 'G' } }, 403],
  ['rollcall', 'PUT', '/api/user/v1/acme/users/nobody', { json: { full_name: 'N' } }, 404],
  ['rollcall', 'PUT', '/api/user/v1/acme/users/{grace}', { json: { email: 'ADA@example.org' } }, 409],
  ['emmy', 'DELETE', `${U}/users/{grace}`, {}, 403],
  ['rollcall', 'DELETE', `${U}/users/{rollcall}`, {}, 403],
  ['rollcall', 'DELETE', `${U}/users/nobody`, {}, 404],
  // sessions, grants, authentications
  ['rollcall', 'POST', `${U}/users/{emmy}/grants`, { form: 'type=eternal' }, 400],
  ['rollcall', 'POST', `${U}/users/{emmy}/grants`, { form: 'type=service' }, 400],
  [
    'rollcall',
    'POST',
    `${U}/users/{emmy}/grants`,
    { form: 'type=user&client_id=kiosk&client_secret=x' },
    403,
  ],
  ['emmy', 'POST', `${U}/users/{grace}/grants`, { form: 'type=user' }, 403],
  ['emmy', 'POST', `${U}/users/{emmy}/grants`, { form: 'type=user' }, 403],
  ['rollcall', 'POST', `${U}/users/nobody/grants`, { form: 'type=user' }, 404],
  ['rollcall', 'GET', `${U}/users/{emmy}/grants?client_id=kiosk&client_secret=x`, {}, 403],
  ['emmy', 'GET', `${U}/users/{grace}/grants`, {}, 403],
  ['rollcall', 'GET', `${U}/users/nobody/grants`, {}, 404],
  ['emmy', 'GET', `${U}/users/{grace}/sessions/any`, {}, 403],
  ['rollcall', 'DELETE', `${U}/users/{grace}/sessions/none`, {}, 404],
  ['emmy', 'GET', `${U}/authentications/salesforce/{katherine}`, {}, 403],
  ['rollcall', 'GET', `${U}/authentications/Salesforce/{katherine}`, {}, 404],
  ['rollcall', 'GET', `${U}/authentications/salesforce/nobody`, {}, 404],
  ['rollcall', 'DELETE', `${U}/authentications/none/{katherine}`, {}, 404],
  ['rollcall', 'POST', `${U}/authentications/x/{emmy}`, { json: { service_user: 'e' } }, 400],
  ['rollcall', 'POST', `${U}/authentications/x/{emmy}`, { json: { access_token: 't' } }, 400],
  ...[
    'soon',
    '2030-01-02 03:04:05',
    '2030-01-02T03:04:05Z',
    '2030-02-30T03:04:05',
    '2030-01-02T03:04:05.1',
  ].map((date): readonly [string, string, string, Body, number] => [
    'rollcall',
    'POST',
    `${U}/authentications/x/{emmy}`,
    { json: { service_user: 'e', access_token: 't', access_token_expires: date } },
    400,
  ]),
  [
    'rollcall',
    'POST',
    `${U}/authentications/x/{emmy}?client_id=nobody&client_secret=x`,
    { json: { service_user: 'e', access_token: 't' } },
    403,
  ],
  // groups
  ['edsger', 'GET', `${U}/groups`, {}, 403],
  ['edsger', 'GET', `${U}/groups/{analysts}`, {}, 403],
  ['rollcall', 'GET', `${U}/groups/{analysts}?include_projects=maybe`, {}, 400],
  ['rollcall', 'GET', `${U}/groups/none`, {}, 404],
  ['emmy', 'POST', `${U}/groups`, { form: 'name=mine' }, 403],
  ['rollcall', 'POST', `${U}/groups`, { form: 'members=%5B%5D' }, 400],
  ['rollcall', 'POST', `${U}/groups`, { form: 'name=new&members=grace' }, 400],
  ['rollcall', 'POST', `${U}/groups`, { form: 'name=new&members=%7B%7D' }, 400],
  ['rollcall', 'POST', `${U}/groups`, { json: { name: 'new' } }, 400],
  ['rollcall', 'POST', `${U}/groups`, { form: 'name=new&members=%5B%7B%22id%22%3A%22nobody%22%7D%5D' }, 404],
  ['rollcall', 'POST', `${U}/groups`, { form: 'name=analysts' }, 409],
  ['emmy', 'PUT', `${U}/groups/{analysts}`, { form: 'name=mine' }, 403],
  ['rollcall', 'PUT', `${U}/groups/{analysts}`, { form: 'members=%5B%5D' }, 400],
  ['rollcall', 'PUT', `${U}/groups/{analysts}`, { form: 'name=analysts&projects=7' }, 400],
  ['rollcall', 'PUT', `${U}/groups/{analysts}`, { form: 'name=analysts&projects=%5B%22none%22%5D' }, 404],
  ['rollcall', 'PUT', `${U}/groups/none`, { form: 'name=none' }, 404],
  ['rollcall', 'PUT', `${U}/groups/{analysts}`, { form: 'name=engineers' }, 409],
  ['emmy', 'DELETE', `${U}/groups/{analysts}`, {}, 403],
  ['rollcall', 'DELETE', `${U}/groups/none`, {}, 404],
  ['emmy', 'POST', `${U}/groups/{analysts}`, { form: 'user_id={emmy}' }, 403],
  ['rollcall', 'POST', `${U}/groups/{analysts}`, {}, 400],
  ['rollcall', 'POST', `${U}/groups/{analysts}`, { form: 'user_id=nobody' }, 404],
  ['rollcall', 'POST', `${U}/groups/none`, { form: 'user_id={emmy}' }, 404],
  ['emmy', 'DELETE', `${U}/groups/{analysts}/members/{grace}`, {}, 403],
  ['rollcall', 'DELETE', `${U}/groups/{analysts}/members/{emmy}`, {}, 404],
  ['rollcall', 'DELETE', `${U}/groups/none/members/{emmy}`, {}, 404],
  // members of projects
  ['claude.shannon', 'GET', `${U}/projects/{Churn}/members`, {}, 403],
  ['rollcall', 'GET', `${U}/projects/none/members`, {}, 404],
  ['annie', 'POST', `${U}/projects/{Churn}/members`, { form: 'role=reader&user_id={emmy}' }, 403],
  ['rollcall', 'POST', `${U}/projects/{Churn}/members`, { form: 'role=owner&user_id={emmy}' }, 400],
  ['rollcall', 'POST', `${U}/projects/{Churn}/members`, { form: 'user_id={emmy}' }, 400],
  ['rollcall', 'POST', `${U}/projects/{Churn}/members`, { form: 'role=reader' }, 400],
  [
    'rollcall',
    'POST',
    `${U}/projects/{Churn}/members`,
    { form: 'role=reader&user_id={emmy}&group_id={alumni}' },
    400,
  ],
  ['rollcall', 'POST', `${U}/projects/{Churn}/members`, { form: 'role=reader&user_id=nobody' }, 404],
  ['rollcall', 'POST', `${U}/projects/{Churn}/members`, { form: 'role=reader&group_id={emmy}' }, 404],
  ['rollcall', 'POST', `${U}/projects/none/members`, { form: 'role=reader&user_id={emmy}' }, 404],
  ['rollcall', 'POST', `${U}/projects/{Churn}/members`, { form: 'role=reader&user_id={grace}' }, 409],
  ['rollcall', 'PUT', `${U}/projects/{Churn}/members/{grace}`, { form: 'role=owner' }, 400],
  ['annie', 'PUT', `${U}/projects/{Churn}/members/{grace}`, { form: 'role=reader' }, 403],
  ['rollcall', 'PUT', `${U}/projects/{Churn}/members/{emmy}`, { form: 'role=reader' }, 404],
  ['annie', 'DELETE', `${U}/projects/{Churn}/members/{grace}`, {}, 403],
  ['rollcall', 'DELETE', `${U}/projects/{Churn}/members/{emmy}`, {}, 404],
  // projects
  ['claude.shannon', 'GET', `${T}/projects/{Churn}`, {}, 403],
  ['rollcall', 'GET', `${T}/projects/none`, {}, 404],
  ['edsger', 'POST', `${T}/projects`, { form: 'title=Mine' }, 403],
  ['rollcall', 'POST', `${T}/projects`, { form: 'description=untitled' }, 400],
  ['rollcall', 'POST', `${T}/projects`, { form: `title=${long}` }, 400],
  ['rollcall', 'POST', `${T}/projects`, { form: 'title=New&project_id=short' }, 400],
  ['rollcall', 'POST', `${T}/projects`, { form: 'title=New&project_type=secret' }, 400],
  ['rollcall', 'POST', `${T}/projects`, { form: 'title=New&locator=%7B' }, 400],
  ['rollcall', 'POST', `${T}/projects`, { form: 'title=New&owner_id=nobody' }, 400],
  ['rollcall', 'POST', `${T}/projects`, { form: 'title=New&token=feed' }, 400],
  ['rollcall', 'POST', `${T}/projects`, { form: 'title=New&project_id={Churn}' }, 409],
  ['rollcall', 'POST', `${T}/projects`, { form: 'title=New&project_id={lab/Prototype}' }, 409],
  ['rollcall', 'PUT', `${T}/projects/{Churn}`, { json: { project_type: 'secret' } }, 400],
  ['katherine', 'PUT', `${T}/projects/{Churn}`, { json: { title: 'Stay' } }, 403],
  ['rollcall', 'PUT', `${T}/projects/none`, { json: { title: 'Stay' } }, 404],
  ['katherine', 'DELETE', `${T}/projects/{Churn}`, {}, 403],
  ['rollcall', 'DELETE', `${T}/projects/none`, {}, 404],
  // workspaces
  ['rollcall', 'GET', `${W}?include_projects=maybe`, {}, 400],
  ['rollcall', 'POST', W, { json: {} }, 400],
  ['rollcall', 'POST', W, { json: { title: '!?' } }, 400],
  ['rollcall', 'POST', W, { json: { title: 'LAB' } }, 409],
  ['emmy', 'POST', W, { json: { title: 'Mine' } }, 403],
  ['emmy', 'DELETE', `${W}/lab`, {}, 403],
  ['rollcall', 'DELETE', `${W}/nowhere`, {}, 404],
  ['rollcall', 'DELETE', `${W}/acme`, {}, 403],
  ['emmy', 'GET', `${W}/acme/users`, {}, 403],
  ['emmy', 'GET', `${W}/lab/users`, {}, 403],
  ['rollcall', 'GET', `${W}/nowhere/users`, {}, 404],
  ['rollcall', 'POST', `${W}/lab/users`, { json: { role: 'user' } }, 400],
  ['rollcall', 'POST', `${W}/lab/users`, { json: { emails: ['mary@example.org'] } }, 400],
  ['rollcall', 'POST', `${W}/lab/users`, { json: { emails: ['mary'], role: 'user' } }, 400],
  ['rollcall', 'POST', `${W}/lab/users`, { json: { emails: ['mary@example.org'], role: 'demo' } }, 400],
  ['rollcall', 'POST', `${W}/lab/users`, { json: { user_id: '{grace}', role: 'user' } }, 404],
  ['emmy', 'POST', `${W}/acme/users`, { json: { emails: ['mary@example.org'], role: 'user' } }, 403],
  ['rollcall', 'DELETE', `${W}/lab/users/{grace}`, {}, 404],
  ['rollcall', 'DELETE', `${W}/acme/users/{rollcall}`, {}, 403],
  ['emmy', 'DELETE', `${W}/acme/users/{grace}`, {}, 403],
];

test.for(refusals)(
  '%s: %s %s %o is refused with %i and changes nothing',
  async ([who, method, target, body, status]) => {
    await using squirro = await openSquirro();
    const fill = (text: string) => text.replace(/\{([\w./]+)\}/gu, (_, name: string) => squirro.id(name));
    const caller = who === 'rollcall' ? squirro.admin : await squirro.signIn(who);
    const before = squirro.effects();

    const answer = await caller.send(method, fill(target), {
      ...body,
      ...(body.form !== undefined && { form: fill(body.form) }),
      ...(body.json !== undefined && { json: JSON.parse(fill(JSON.stringify(body.json))) as unknown }),
    });

    expect(answer).toMatchObject({
      status,
      contentType: 'application/json',
      json: { error: expect.any(String) },
    });
    expect(squirro.effects()).toEqual(before);
  },
);

test('everything that is wrong with a body is told at once', async () => {
  await using squirro = await openSquirro();

  const answer = await squirro.admin.post(`${U}/users`, { json: { role: 'owner' } });

  expect(answer.json).toEqual({
    error: 'request rejected',
    errors: ['email: value is required', 'role: unknown value'],
  });
});
