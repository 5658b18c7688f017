import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { simulateSquirro, type SquirroOptions } from '../../src/connectors/squirro/simulator/index.ts';
import type { Plan } from '../../src/writing.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import {
  changeOf,
  effectsOf,
  neverSent,
  ownPlan,
  performOwn,
  problemOf,
  sentOnce,
  userRef,
  writesTo,
} from './squirro-changes.ts';
import { callsOf, detail, idOf, json, key, open, refusal, serverOf } from './squirro-systems.ts';

const start = (options: SquirroOptions = {}) => simulateSquirro(smallWorld('squirro'), options);
const katherine = userRef('katherine');

/** Everything of a plan that is recorded in the open. */
const openPart = ({ steps, target }: Plan) =>
  JSON.stringify([target, steps.map((step) => ({ ...step, secrets: 0 }))]);

describe('a grant', () => {
  const scoped = {
    user: katherine,
    type: 'service',
    forClientId: 'kiosk',
    projectPermissions: ['items.read.*', 'projects.read.*'],
  };

  test('is made, and its token is in the answer that made it', async () => {
    await using upstream = await start();

    const { plan, outcomes, results } = await performOwn(upstream, 'createSquirroGrant', scoped);

    expect(outcomes).toEqual(['APPLIED']);
    expect(plan).toMatchObject({ target: 'katherine@example.org', targets: [katherine] });
    expect(plan.steps[0]).toMatchObject({ credentialOf: katherine });
    const shown = results[0]?.sent?.shown;
    expect(effectsOf(upstream)).toEqual([`grant.created ${String(shown?.['grantId'])}`]);
    expect(shown?.['refreshToken']).toMatch(/^[0-9a-f]{40,}$/u);
    const answer = { __typename: 'CreateSquirroGrantPayload', system: key, targets: plan.targets, ...shown };
    expect(await detail(open(upstream), answer, 'grant')).toMatchObject({
      nativeId: shown?.['grantId'],
      type: 'service',
      projectPermissions: ['items.read.*', 'projects.read.*'],
    });
  });

  test('is shown by no later answer', async () => {
    await using upstream = await start();
    const answer = { __typename: 'CreateSquirroGrantPayload', system: key, targets: [katherine] };

    expect(await detail(open(upstream), answer, 'grant')).toBeNull();
    expect(callsOf(upstream)).toEqual([]);
  });

  test('has no name of its own: asked for again, another one is made', async () => {
    await using upstream = await start();
    const input = { user: katherine, type: 'user' };

    await performOwn(upstream, 'createSquirroGrant', input);
    const { outcomes } = await performOwn(upstream, 'createSquirroGrant', input);

    expect(outcomes).toEqual(['APPLIED']);
    expect(effectsOf(upstream)).toHaveLength(2);
  });

  test('whose answer was lost is found by what was there before', async () => {
    await using upstream = await start();
    const session = open(upstream);
    const change = changeOf(session, await ownPlan(session, 'createSquirroGrant', scoped));
    const state: unknown = await change.read();
    const before = change.keep?.(state) ?? null;
    expect(change.proof).toBe('COMPARISON');
    expect(JSON.stringify(before)).not.toMatch(/[0-9a-f]{40}/u);
    const history = { ...sentOnce, before };
    upstream.setFaults([{ method: 'POST', path: '/api/user/v0', fault: 'reset-before', times: 1 }]);

    expect(await problemOf(change.write(state))).toBe('UPSTREAM_UNAVAILABLE');
    expect(change.judge(await change.read(), history)).toEqual({ is: 'OPEN' });

    upstream.setFaults([{ method: 'POST', path: '/api/user/v0', fault: 'reset-after', times: 1 }]);
    expect(await problemOf(change.write(state))).toBe('UPSTREAM_UNAVAILABLE');
    expect(change.judge(await change.read(), history)).toEqual({ is: 'DONE', subject: undefined });
  });

  test('of another kind, made meanwhile, is not taken for it', async () => {
    await using upstream = await start();
    const session = open(upstream);
    const change = changeOf(session, await ownPlan(session, 'createSquirroGrant', scoped));
    const before = change.keep?.(await change.read()) ?? null;
    await performOwn(upstream, 'createSquirroGrant', { ...scoped, projectPermissions: ['items.read.*'] });
    await performOwn(upstream, 'createSquirroGrant', { user: katherine, type: 'user' });

    expect(change.judge(await change.read(), { ...sentOnce, before })).toEqual({ is: 'OPEN' });
    expect(change.judge(await change.read(), { ...sentOnce, before: null })).toEqual({ is: 'OPEN' });
  });

  test.for([
    ['BAD_INPUT type', { type: 'root' }],
    ['BAD_INPUT forClientId', { type: 'service', forClientId: undefined }],
    ['BAD_INPUT forClientId', { type: 'user' }],
    ['BAD_INPUT projectPermissions', { projectPermissions: [] }],
    ['BAD_INPUT projectPermissions', { projectPermissions: ['items.read.*,*'] }],
    ['BAD_INPUT projectPermissions', { projectPermissions: [''] }],
    ['NOT_FOUND user', { user: userRef('nobody') }],
  ] as const)('is %s with %o', async ([problem, changes]) => {
    await using upstream = await start();

    expect(await problemOf(performOwn(upstream, 'createSquirroGrant', { ...scoped, ...changes }))).toBe(
      problem,
    );
    expect(effectsOf(upstream)).toEqual([]);
  });

  test('of an account that has gone meanwhile is refused', async () => {
    await using upstream = await start();
    const session = open(upstream);
    const change = changeOf(session, await ownPlan(session, 'createSquirroGrant', scoped));
    await open(upstream)
      .writes.change({ write: 'user.delete', args: { id: katherine.native, ignoreMissing: false } })
      .write(true);

    const state: unknown = await change.read();

    expect(change.judge(state, neverSent)).toMatchObject({ problem: { code: 'NOT_FOUND', field: ['user'] } });
    expect(change.keep?.(state)).toEqual([]);
  });

  test('is deleted once', async () => {
    await using upstream = await start();
    const input = { user: katherine, grant: idOf('grant', 'katherine', 'service') };

    const { plan, outcomes } = await performOwn(upstream, 'deleteSquirroGrant', input);
    const again = await performOwn(upstream, 'deleteSquirroGrant', input);

    expect([outcomes, again.outcomes]).toEqual([['APPLIED'], ['NOT_APPLIED NOT_FOUND']]);
    expect(plan.steps[0]).toMatchObject({ touches: [katherine] });
    expect(effectsOf(upstream)).toEqual([`grant.deleted ${input.grant}`]);
  });
});

describe('a session', () => {
  const tokenOf = async (upstream: Awaited<ReturnType<typeof start>>) => {
    const response = await fetch(`${upstream.url}/api/user/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'password',
        username: 'emmy@example.org',
        password: 'emmy-password',
        client_id: upstream.credentials.clientId,
        client_secret: upstream.credentials.clientSecret,
      }),
    });
    return (await response.json()) as { session_id: string };
  };

  test('is ended, and is no grant', async () => {
    await using upstream = await start();
    const { session_id: session } = await tokenOf(upstream);
    const user = userRef('emmy');

    const asGrant = await performOwn(upstream, 'deleteSquirroGrant', { user, grant: session });
    const { outcomes } = await performOwn(upstream, 'deleteSquirroSession', { user, session });
    const again = await performOwn(upstream, 'deleteSquirroSession', { user, session });

    expect(asGrant.outcomes).toEqual(['NOT_APPLIED NOT_FOUND']);
    expect([outcomes, again.outcomes]).toEqual([['APPLIED'], ['NOT_APPLIED NOT_FOUND']]);
    expect(effectsOf(upstream)).toEqual([`session.created ${session}`, `session.deleted ${session}`]);
  });

  test.for([
    ['NOT_FOUND user', 'deleteSquirroSession', { user: userRef('nobody'), session: 'one' }],
    ['BAD_INPUT session', 'deleteSquirroSession', { user: katherine, session: '' }],
    ['BAD_INPUT grant', 'deleteSquirroGrant', { user: katherine, grant: ' ' }],
  ] as const)('is %s: %s %o', async ([problem, mutation, input]) => {
    await using upstream = await start();

    expect(await problemOf(performOwn(upstream, mutation, input))).toBe(problem);
  });
});

describe('a link to another service', () => {
  const link = {
    user: katherine,
    service: 'jira',
    serviceUser: 'kjohnson',
    accessToken: 'token-of-jira',
    accessSecret: 'secret-of-jira',
    displayName: 'Katherine',
    accessTokenExpires: new Date('2036-01-02T03:04:05.678Z'),
  };

  test('is made, changed and left alone, and its secrets are in no open part of the record', async () => {
    await using upstream = await start();

    const { plan, outcomes } = await performOwn(upstream, 'setSquirroAuthentication', link);
    const again = await performOwn(upstream, 'setSquirroAuthentication', link);
    const renewed = await performOwn(upstream, 'setSquirroAuthentication', {
      user: katherine,
      service: 'jira',
      serviceUser: 'kjohnson',
      accessToken: 'other-token-of-jira',
    });

    expect([outcomes, again.outcomes, renewed.outcomes]).toEqual([['APPLIED'], ['ALREADY'], ['APPLIED']]);
    expect(openPart(plan)).not.toMatch(/of-jira/u);
    expect(plan.steps[0]).toMatchObject({ credentialOf: katherine });
    expect(effectsOf(upstream)).toEqual([
      `authentication.created jira/${katherine.native}`,
      `authentication.updated jira/${katherine.native}`,
    ]);
    expect(await linksOf(upstream)).toContainEqual({
      __typename: 'SquirroAuthentication',
      service: 'jira',
      serviceUser: 'kjohnson',
      displayName: 'Katherine',
      state: 'ok',
      accessTokenExpires: new Date('2036-01-02T03:04:05Z'),
      accessSecretExpires: null,
    });
  });

  const linksOf = async (upstream: Awaited<ReturnType<typeof start>>) => {
    const user = await open(upstream).users.byId.load(katherine.native);
    return detail(open(upstream), user?.details, 'authentications');
  };

  test('is removed once', async () => {
    await using upstream = await start();
    const input = { user: katherine, service: 'salesforce' };

    const { outcomes } = await performOwn(upstream, 'removeSquirroAuthentication', input);
    const again = await performOwn(upstream, 'removeSquirroAuthentication', input);

    expect([outcomes, again.outcomes]).toEqual([['APPLIED'], ['NOT_APPLIED NOT_FOUND']]);
    expect(effectsOf(upstream)).toEqual([`authentication.deleted salesforce/${katherine.native}`]);
  });

  test('keeps nothing secret where a failure is printed', async () => {
    await using upstream = await start();
    upstream.setFaults([{ method: 'POST', path: '/api/user/v0/acme/authentications', fault: 'status:500' }]);

    const failed = await performOwn(upstream, 'setSquirroAuthentication', link).catch(
      (error: unknown) => error,
    );

    expect(failed).toMatchObject({ problem: { code: 'UPSTREAM_UNAVAILABLE' } });
    expect(inspect(failed, { depth: Infinity, showHidden: true })).not.toMatch(/of-jira|secret-of-rollcall/u);
  });

  test.for([
    ['NOT_FOUND user', 'setSquirroAuthentication', { ...link, user: userRef('nobody') }],
    ['BAD_INPUT service', 'setSquirroAuthentication', { ...link, service: '' }],
    ['BAD_INPUT serviceUser', 'setSquirroAuthentication', { ...link, serviceUser: '' }],
    ['BAD_INPUT accessToken', 'setSquirroAuthentication', { ...link, accessToken: '' }],
    ['BAD_INPUT service', 'removeSquirroAuthentication', { user: katherine, service: '' }],
  ] as const)('is %s: %s %o', async ([problem, mutation, input]) => {
    await using upstream = await start();

    expect(await problemOf(performOwn(upstream, mutation, input))).toBe(problem);
    expect(writesTo(callsOf(upstream))).toEqual([]);
  });
});

describe('a Microsoft identity', () => {
  const jwtOf = (identity: string) =>
    ['{}', JSON.stringify({ appctx: JSON.stringify({ msexchuid: identity }) }), 'signature']
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.');

  test('is exchanged for a token of its account, which is shown once', async () => {
    await using upstream = await start();
    const identityToken = jwtOf('katherine@exchange.example.org');

    const { plan, outcomes, results } = await performOwn(upstream, 'exchangeSquirroMicrosoftToken', {
      system: key,
      identityToken,
    });

    expect(outcomes).toEqual(['APPLIED']);
    expect(results[0]?.sent?.made).toEqual(katherine);
    expect(results[0]?.sent?.shown).toEqual({ token: expect.stringMatching(/^[0-9a-f]{40,}$/u) as string });
    expect(openPart(plan)).not.toContain(identityToken);
    expect(changeOf(open(upstream), plan).proof).toBe('ANSWER');
    expect(effectsOf(upstream)).toHaveLength(1);
  });

  test.for([
    ['NOT_FOUND identityToken', jwtOf('nobody@exchange.example.org')],
    ['BAD_INPUT identityToken', 'no token'],
    ['BAD_INPUT identityToken', ''],
  ] as const)('is %s: %s', async ([problem, identityToken]) => {
    await using upstream = await start();
    const promise = performOwn(upstream, 'exchangeSquirroMicrosoftToken', { system: key, identityToken });

    expect(await problemOf(promise)).toBe(problem);
  });
});

describe('a sign-up', () => {
  const person = {
    system: key,
    email: 'lise@example.org',
    password: 'uranium-235',
    displayName: 'Lise Meitner',
  };

  test('makes an account, in a tenant of its own where workspaces are off', async () => {
    await using upstream = await start({ workspaces: false, signup: true });

    const { plan, outcomes, results } = await performOwn(upstream, 'signUpSquirroUser', person);

    expect(outcomes).toEqual(['APPLIED']);
    expect(plan).toMatchObject({ target: 'lise@example.org', targets: [] });
    expect(openPart(plan)).not.toMatch(/uranium/u);
    expect(changeOf(open(upstream), plan).proof).toBe('ANSWER');
    expect(effectsOf(upstream)).toContain(`user.created ${results[0]?.sent?.made?.native}`);
    expect(await problemOf(performOwn(upstream, 'signUpSquirroUser', person))).toBe('ALREADY_EXISTS email');
  });

  test('sends all keys, with the client it is configured with, and no token', async () => {
    const bodies: unknown[] = [];
    await using upstream = await serverOf({
      'GET /api/user/v0/acme/users': json({ users: [] }),
      'POST /api/user/v2/signup': ({ rawBody, headers }) => {
        bodies.push(JSON.parse(rawBody.toString()), headers.authorization);
        return { ...json({ user_id: 'lise', tenant: 'lise' }), status: 201 };
      },
    });

    await performOwn(upstream, 'signUpSquirroUser', { ...person, displayName: undefined });

    expect(bodies).toEqual([
      {
        client_id: null,
        client_secret: null,
        email: 'lise@example.org',
        password: 'uranium-235',
        full_name: null,
      },
      undefined,
    ]);
  });

  test.for([
    ['NOT_PERMITTED', { signup: false }, {}],
    ['NOT_PERMITTED', { workspaces: true, signup: true }, {}],
    ['BAD_INPUT email', {}, { email: 'lise' }],
    ['BAD_INPUT password', {}, { password: '' }],
    ['BAD_INPUT password', {}, { password: 'short' }],
  ] as const)('is %s with %o %o', async ([problem, options, changes]) => {
    await using upstream = await start({ workspaces: false, signup: true, ...options });

    expect(await problemOf(performOwn(upstream, 'signUpSquirroUser', { ...person, ...changes }))).toBe(
      problem,
    );
    expect(effectsOf(upstream)).toEqual([]);
  });

  test('of somebody who is there already is not sent', async () => {
    await using upstream = await start({ workspaces: false, signup: true });
    const { outcomes } = await performOwn(upstream, 'signUpSquirroUser', {
      ...person,
      email: 'ADA@example.org',
    });

    expect(outcomes).toEqual(['NOT_APPLIED ALREADY_EXISTS']);
    expect(writesTo(callsOf(upstream))).toEqual([]);
  });
});

test('a service that knows no grants is not an account without any', async () => {
  await using upstream = await serverOf({
    'GET /api/user/v1/acme/users/ann': json({ id: 'ann', email: 'ann@example.org' }),
    'GET /api/user/v0/acme/users/ann/grants': refusal(404),
  });
  const input = { user: { ...katherine, native: 'ann' }, grant: 'one' };

  expect(await problemOf(performOwn(upstream, 'deleteSquirroGrant', input))).toBe(
    'UPSTREAM_INVALID_RESPONSE',
  );
});
