import { afterEach, describe, expect, test } from 'vitest';
import { stage, type Stage } from '../support.ts';

// What a mutation is answered with, and what has happened then, over one system of each kind.

let world: Stage;
afterEach(() => world[Symbol.asyncDispose]());

const ADA = 'user.dss-design.ada';
const dss = () => world.upstream['dss-design'];
const writes = () => dss().effects.filter(({ kind }) => kind === 'user.updated').length;
const whole =
  'outcome problems { code field retryable } operation { id state outcome steps { attempts state } }';

const disable = (user: string, more = '') =>
  world.ask(`mutation { disableUser(input: { user: "${user}" ${more} }) { ${whole} user { status } } }`);

describe('a change', () => {
  test('is sent, read back, and shown as it is then', async () => {
    world = await stage();

    const { data, errors } = await disable(ADA);

    expect(errors).toEqual([]);
    expect(data.disableUser).toMatchObject({
      outcome: 'APPLIED',
      problems: [],
      operation: { state: 'SUCCEEDED', outcome: 'APPLIED', steps: [{ attempts: 1, state: 'SUCCEEDED' }] },
      user: { status: 'DISABLED' },
    });
    const methods = dss().requests.filter(({ path }) => path.includes('/admin/users/ada'));
    expect(methods.map(({ method }) => method).join(' ')).toMatch(/GET PUT GET/u);
  });

  test('that was so before writes nothing', async () => {
    world = await stage();
    await disable(ADA);
    const before = writes();

    const { data } = await disable(ADA);

    expect(data.disableUser).toMatchObject({
      outcome: 'ALREADY',
      problems: [],
      user: { status: 'DISABLED' },
    });
    expect(writes()).toBe(before);
  });

  test('with a key that comes again answers what the first did, and sends nothing', async () => {
    world = await stage();
    const first = await disable(ADA, 'idempotencyKey: "k1"');
    dss().forgetRequests();

    const again = await disable(ADA, 'idempotencyKey: "k1"');
    const other = await disable('user.dss-design.grace', 'idempotencyKey: "k1"');

    expect(again.data.disableUser).toEqual(first.data.disableUser);
    expect(other.data.disableUser).toMatchObject({
      outcome: 'NOT_APPLIED',
      problems: [{ code: 'KEY_REUSED', field: ['idempotencyKey'] }],
    });
    expect(dss().requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test('with a key that comes again while the system is down is told of the first all the same', async () => {
    world = await stage();
    const add = () =>
      world.ask(
        `mutation { addGroupMembers(input: { group: "group.dss-design.stewards", users: ["${ADA}"], idempotencyKey: "k" }) { outcome problems { code } operation { id } } }`,
      );
    const first = await add();
    world.break('dss-design', 'status:503');

    expect(first.data.addGroupMembers).toMatchObject({ outcome: 'APPLIED', problems: [] });
    expect((await add()).data).toEqual(first.data);
  });

  test('that the system refuses is not asked again', async () => {
    world = await stage();
    const { data } = await world.ask('{ user(system: "squirro-main", username: "ada@example.org") { id } }');
    const { data: changed } = await world.ask(
      `mutation { setUserPassword(input: { user: "${data.user.id}", newPassword: "Swordfish-2026!" }) { ${whole} } }`,
    );

    expect(changed.setUserPassword).toMatchObject({
      outcome: 'NOT_APPLIED',
      problems: [{ code: 'NOT_PERMITTED', field: ['currentPassword'] }],
      operation: { steps: [{ attempts: 1 }] },
    });
  });

  test('that the vendor has no place for is said to be so, and recorded nowhere', async () => {
    world = await stage();

    const { data } = await world.ask(
      `mutation { setPrimaryGroup(input: { user: "${ADA}" }) { outcome problems { code } operation { id } } }`,
    );

    expect(data.setPrimaryGroup).toEqual({
      outcome: 'NOT_APPLIED',
      problems: [{ code: 'UNSUPPORTED' }],
      operation: null,
    });
  });
});

describe('an answer that was lost', () => {
  test.for([
    ['reset-after', 1],
    ['late:100', 1],
    ['reset-before', 1],
    ['status:503', 1],
    ['truncate', 1],
  ] as const)('by %s leaves one effect, and APPLIED', async ([fault, effects]) => {
    world = await stage();
    dss().setFaults([{ method: 'PUT', fault, times: 1 }]);

    const { data } = await disable(ADA);

    expect(data.disableUser).toMatchObject({ outcome: 'APPLIED', user: { status: 'DISABLED' } });
    expect(writes()).toBe(effects);
  });

  test('is not taken for no effect because a system says once that the thing is not there', async () => {
    world = await stage({ settings: { changes: { quietMs: 500 } } });
    dss().setFaults([{ method: 'PUT', fault: 'reset-after' }]);
    const changing = disable(ADA);
    while (!dss().requests.some(({ method }) => method === 'PUT'))
      await new Promise((resolve) => setTimeout(resolve, 5));
    dss().setFaults([{ method: 'GET', path: '/public/api/admin/users/ada', fault: 'status:404', times: 1 }]);

    const { data } = await changing;

    expect(data.disableUser).toMatchObject({ outcome: 'APPLIED', user: { status: 'DISABLED' } });
    expect(writes()).toBe(1);
  });

  test('nor is a yes, because a system says so once when it is read back', async () => {
    world = await stage();
    dss().setFaults([{ method: 'PUT', fault: 'latency:300' }]);
    const changing = disable(ADA);
    while (!dss().requests.some(({ method }) => method === 'PUT'))
      await new Promise((resolve) => setTimeout(resolve, 5));
    dss().setFaults([{ method: 'GET', path: '/public/api/admin/users/ada', fault: 'status:404', times: 1 }]);

    const { data } = await changing;

    expect(data.disableUser).toMatchObject({ outcome: 'APPLIED', user: { status: 'DISABLED' } });
    expect(writes()).toBe(1);
  });

  test('that nobody can settle ends as UNKNOWN', async () => {
    world = await stage({ settings: { changes: { quietMs: 50, deadlineMs: 1_000 } } });
    dss().setFaults([{ method: 'PUT', fault: 'reset-after' }]);
    const changing = disable(ADA);
    const isSent = () => dss().requests.some(({ method }) => method === 'PUT');
    while (!isSent()) await new Promise((resolve) => setTimeout(resolve, 5));
    dss().setFaults([{ fault: 'status:503' }]);

    const { data } = await changing;

    expect(data.disableUser).toMatchObject({ outcome: 'UNKNOWN', problems: [{ code: 'OUTCOME_UNKNOWN' }] });
  });
});

test('what cannot be asked before anything is sent ends a change at once', async () => {
  world = await stage();
  dss().setFaults([{ path: '/public/api/auth/info', fault: 'expired-token' }]);

  const { data } = await disable(ADA);

  expect(data.disableUser).toMatchObject({
    outcome: 'NOT_APPLIED',
    problems: [{ code: 'NOT_PERMITTED' }],
    operation: { state: 'FAILED' },
  });
  expect(writes()).toBe(0);
});

test('a password that may still arrive keeps others from the document', async () => {
  world = await stage();
  dss().setFaults([{ method: 'PUT', fault: 'late:100', times: 1 }]);
  const { data: first } = await world.ask(
    `mutation { setUserPassword(input: { user: "${ADA}", newPassword: "Swordfish-2026!" }) { outcome } }`,
  );
  const { data: second } = await world.ask(
    `mutation { updateUser(input: { user: "${ADA}", displayName: "Countess" }) { outcome user { displayName } } }`,
  );
  await new Promise((resolve) => setTimeout(resolve, 200));
  const { data: after } = await world.ask('{ user(system: "dss-design", username: "ada") { displayName } }');

  expect(first.setUserPassword.outcome).toBe('UNKNOWN');
  expect(second.updateUser).toEqual({ outcome: 'APPLIED', user: { displayName: 'Countess' } });
  expect(after.user.displayName).toBe('Countess');
});

test('the account of the gateway and protected ones lose nothing unasked', async () => {
  const systems = (given: Record<string, object>) => ({
    ...given,
    'dss-design': { ...given['dss-design'], protected: ['Ada'] },
  });
  world = await stage();
  await using guarded = await world.another({ settings: { systems: systems(world.systems as never) } });
  const { data: self } = await world.ask('{ system(key: "dss-design") { self { id } } }');
  const disabled = (user: string, more = '') =>
    guarded.ask(`mutation { disableUser(input: { user: "${user}" ${more} }) { outcome problems { code } } }`);

  const own = await disabled(self.system.self.id);
  const listed = await disabled(ADA);
  const asked = await disabled(ADA, 'allowProtected: true');

  expect(own.data.disableUser).toEqual({ outcome: 'NOT_APPLIED', problems: [{ code: 'PROTECTED' }] });
  expect(listed.data.disableUser).toEqual({ outcome: 'NOT_APPLIED', problems: [{ code: 'PROTECTED' }] });
  expect(asked.data.disableUser).toEqual({ outcome: 'APPLIED', problems: [] });
});

test('operations are listed, newest first, and found by id', async () => {
  world = await stage();
  await disable(ADA);
  await disable('user.dss-design.grace', 'idempotencyKey: "two"');

  const { data } = await world.ask(
    '{ operations { totalCount { value } nodes { id kind actor target targets idempotencyKey } } }',
  );
  const [newest] = data.operations.nodes;
  const one = await world.ask(
    `{ operation(id: "${newest.id}") { kind } node(id: "${newest.id}") { id __typename } }`,
  );

  expect(data.operations.totalCount.value).toBe(2);
  expect(newest).toMatchObject({
    kind: 'disableUser',
    actor: 'local',
    idempotencyKey: 'two',
    targets: ['user.dss-design.grace'],
  });
  expect(one.data).toEqual({
    operation: { kind: 'disableUser' },
    node: { id: newest.id, __typename: 'Operation' },
  });
});
