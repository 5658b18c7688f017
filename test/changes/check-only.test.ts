import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stage, type Stage, type SystemName } from '../support.ts';

// `checkOnly`: what would become of a change, without making it.

let world: Stage;
beforeAll(async () => {
  world = await stage();
});
afterAll(() => world[Symbol.asyncDispose]());

const whole = 'outcome problems { code } operation { id }';
/** The account that the gateway signs in with leaves a session behind; nothing else may happen. */
const changes = () =>
  Object.values(world.upstream)
    .flatMap((upstream) => upstream.effects)
    .filter(({ kind }) => !kind.startsWith('session.'));

describe.for(['iguazio-main', 'dss-design', 'govern', 'squirro-main'] satisfies SystemName[])(
  'in %s',
  (system) => {
    const username = system === 'squirro-main' ? 'nina@example.org' : 'nina';
    const names =
      system === 'iguazio-main'
        ? { givenName: 'Nina', familyName: 'Simone' }
        : { displayName: 'Nina Simone' };
    const account = { system, username, email: 'nina@example.org', password: 'Sinner-man-1965', ...names };
    const create = (checkOnly: boolean) =>
      world.ask(
        `mutation($input: CreateUserInput!) { createUser(input: $input) { ${whole} user { id username } } }`,
        { input: { ...account, checkOnly, idempotencyKey: `nina in ${system}` } },
      );
    const remove = (user: string, checkOnly: boolean) =>
      world.ask(`mutation($input: DeleteUserInput!) { deleteUser(input: $input) { ${whole} deletedId } }`, {
        input: { user, checkOnly },
      });

    test('nothing is sent, and what is told beforehand becomes of it', async () => {
      const before = changes().length;

      const foretold = await create(true);
      expect(foretold.data.createUser).toEqual({
        outcome: 'WOULD_APPLY',
        problems: [],
        operation: null,
        user: null,
      });
      expect(changes()).toHaveLength(before);
      const { data } = await world.ask(
        `{ operations(filter: { systems: ["${system}"] }) { totalCount { value } } }`,
      );
      expect(data.operations.totalCount.value).toBe(0);

      const made = await create(false);
      const { id } = made.data.createUser.user;
      expect(made.data.createUser).toMatchObject({ outcome: 'APPLIED' });
      expect((await create(true)).data.createUser).toMatchObject({ outcome: 'ALREADY', operation: null });

      expect((await remove(id, true)).data.deleteUser).toEqual({
        outcome: 'WOULD_APPLY',
        problems: [],
        operation: null,
        deletedId: null,
      });
      expect((await remove(id, false)).data.deleteUser).toMatchObject({ outcome: 'APPLIED', deletedId: id });
      expect((await remove(id, true)).data.deleteUser).toMatchObject({
        outcome: 'NOT_APPLIED',
        problems: [{ code: 'NOT_FOUND' }],
        operation: null,
      });
    });
  },
);

test('each account has its own prospect', async () => {
  const { data } = await world.ask(
    `mutation { addGroupMembers(input: {
      group: "group.dss-design.stewards", users: ["user.dss-design.ada", "user.dss-design.nobody"], checkOnly: true
    }) { ${whole} results { userId outcome problem { code } } } }`,
  );

  expect(data.addGroupMembers).toEqual({
    outcome: 'PARTIAL',
    problems: [{ code: 'NOT_FOUND' }],
    operation: null,
    results: [
      { userId: 'user.dss-design.ada', outcome: 'WOULD_APPLY', problem: null },
      { userId: 'user.dss-design.nobody', outcome: 'NOT_APPLIED', problem: { code: 'NOT_FOUND' } },
    ],
  });
});

test('what is protected is told beforehand', async () => {
  const { data } = await world.ask('{ system(key: "dss-design") { self { id } } }');
  const disable = (more: string) =>
    world.ask(
      `mutation { disableUser(input: { user: "${data.system.self.id}", checkOnly: true ${more} }) { ${whole} user { status } } }`,
    );

  expect((await disable('')).data.disableUser).toMatchObject({
    outcome: 'NOT_APPLIED',
    problems: [{ code: 'PROTECTED' }],
    user: { status: 'ACTIVE' },
  });
  expect((await disable('allowProtected: true')).data.disableUser).toMatchObject({
    outcome: 'WOULD_APPLY',
    user: { status: 'ACTIVE' },
  });
});
