import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generatedWorld } from '../../src/sandbox/world.ts';
import { ask as read } from '../sandbox/dataiku-requests.ts';
import { stage, type Stage } from '../support.ts';
import { askPage, everyList, everyPage, idsIn, type List, pageOf } from './lists.ts';

let world: Stage;
beforeAll(async () => {
  world = await stage();
});
afterAll(() => world[Symbol.asyncDispose]());

describe.for(everyList)('the list of $name', (list) => {
  test.for([1, 2, 3])('in pages of %i is what one page of everything is', async (first) => {
    const whole = await pageOf(world.ask, list, 500);
    const ids = idsIn([whole]);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(ids.length);

    const pages = await everyPage(world.ask, list, first);

    expect(idsIn(pages)).toEqual(ids);
    expect(pages).toHaveLength(Math.ceil(ids.length / first));
    for (const [i, { edges, nodes, pageInfo, totalCount, systems }] of pages.entries()) {
      expect(totalCount).toEqual({ value: ids.length, exact: true });
      expect(systems).toEqual(whole.systems);
      expect(edges.map(({ node }) => node)).toEqual(nodes);
      expect(pageInfo).toEqual({
        hasNextPage: i < pages.length - 1,
        hasPreviousPage: i > 0,
        startCursor: edges[0]?.cursor,
        endCursor: edges.at(-1)?.cursor,
      });
    }
  });

  test('goes on behind any of its rows', async () => {
    const { edges } = await pageOf(world.ask, list, 500);
    for (const [i, { cursor }] of edges.entries()) {
      const rest = await pageOf(world.ask, list, 500, cursor);
      expect(idsIn([rest])).toEqual(edges.slice(i + 1).map(({ node }) => node.id));
    }
  });

  test.for([0, -1, 501, 2_147_483_647, -2_147_483_648])(
    'has no page of %i rows, and says so',
    async (first) => {
      const { errors } = await askPage(world.ask, list, first);
      expect(errors).toMatchObject([
        {
          message: expect.stringContaining('from 1 to 500') as string,
          extensions: { code: 'BAD_INPUT' },
        },
      ]);
    },
  );

  test('takes null for what is left out', async () => {
    const { nodes } = await pageOf(world.ask, list, null, null);
    expect(nodes).toEqual((await pageOf(world.ask, list, 50)).nodes);
  });
});

test('arguments that mean the same make the same list', async () => {
  const asked = async (more: string, after: string | null) => {
    const { data, errors } = await world.ask(
      `query ($after: String) { users(first: 2, after: $after, ${more}) { nodes { id } pageInfo { endCursor } } }`,
      { after },
    );
    expect(errors).toEqual([]);
    return data.users as { nodes: unknown; pageInfo: { endCursor: string } };
  };
  const same = [
    'orderBy: { field: USERNAME }',
    'orderBy: { field: USERNAME, direction: null }',
    'orderBy: { field: USERNAME, direction: ASC }, filter: null',
    'orderBy: { field: USERNAME, direction: ASC }, filter: {}',
    'filter: { systems: null, and: null, not: null, email: null, isAdmin: null }, orderBy: { field: USERNAME }',
  ];
  const { pageInfo } = await asked(same[0] ?? '', null);

  const seconds = await Promise.all(same.map((more) => asked(more, pageInfo.endCursor)));

  for (const { nodes } of seconds) expect(nodes).toEqual(seconds[0]?.nodes);
});

const users: List = everyList.find(({ name }) => name === 'users') as List;
const byName: List = { ...users, query: users.query.replace('PAGE', 'orderBy: { field: USERNAME }, PAGE') };

describe('while accounts come and go between pages', () => {
  test.for([
    ['the order of ids', users],
    ['the order of usernames', byName],
  ] as const)('in %s, each account that stays comes exactly once', async ([, list]) => {
    await using moving = await stage({ world: (vendor) => generatedWorld(vendor, 40, 3) });
    const dss = moving.upstream['dss-design'] as never;
    const before = idsIn([await pageOf(moving.ask, list, 500)]);
    const gone = before.filter((id) => id.startsWith('user.dss-design.')).filter((id, i) => i % 5 === 1);
    let step = 0;

    const pages = await everyPage(moving.ask, list, 7, async () => {
      const login = `${['a', 'm', 'z'][step % 3]}.${step}`; // before, amid and behind the others
      const body = {
        login,
        displayName: login,
        sourceType: 'LOCAL',
        groups: [],
        userProfile: 'READER',
        password: 'correct-horse',
      };
      const made = await read(dss, 'POST /admin/users/', { body });
      expect(made.status).toBe(200);
      const victim = gone[step]?.split('.')[2]?.replaceAll('~2E', '.');
      if (victim !== undefined)
        expect((await read(dss, `DELETE /admin/users/${victim}`)).status).toBeLessThan(300);
      step += 1;
    });

    const ids = idsIn(pages);
    expect(step).toBeGreaterThan(10);
    expect(new Set(ids).size).toBe(ids.length);
    const stayed = before.filter((id) => !gone.includes(id));
    expect(ids.filter((id) => before.includes(id) && !gone.includes(id))).toEqual(stayed);
  });
});

describe('a system that is missing from a page', () => {
  const stateOf = ({ systems }: { systems: readonly { system: { key: string }; state: string }[] }) =>
    systems.find(({ system }) => system.key === 'govern')?.state;

  test('is missing from the pages after it, also when it is back', async () => {
    await using broken = await stage();
    broken.break('govern', 'status:503');
    const first = await pageOf(broken.ask, users, 20);
    broken.heal();

    const rest = await pageOf(broken.ask, users, 500, first.pageInfo.endCursor);
    const anew = await pageOf(broken.ask, users, 500);

    expect(stateOf(first)).toBe('FAILED');
    expect(rest).toMatchObject({ totalCount: { exact: false, value: first.totalCount.value } });
    expect(rest.systems.find(({ system }) => system.key === 'govern')).toMatchObject({
      state: 'FAILED',
      problem: { code: 'UPSTREAM_UNAVAILABLE' },
    });
    expect([...first.nodes, ...rest.nodes].filter(({ id }) => id.startsWith('user.govern'))).toEqual([]);
    expect(stateOf(anew)).toBe('OK');
    expect(anew.totalCount).toEqual({ value: first.totalCount.value + 8, exact: true }); // eight accounts are in Govern
  });

  test('is told of also when it was there on the page before', async () => {
    await using broken = await stage();
    const first = await pageOf(broken.ask, users, 3);
    broken.break('govern', 'status:503');
    const second = await pageOf(broken.ask, users, 3, first.pageInfo.endCursor);
    broken.heal();
    const third = await pageOf(broken.ask, users, 500, second.pageInfo.endCursor);

    expect([first, second, third].map(stateOf)).toEqual(['OK', 'FAILED', 'FAILED']);
    expect([first, second, third].map(({ totalCount }) => totalCount.exact)).toEqual([true, false, false]);
  });
});

test('a cursor goes on after a restart of the gateway', async () => {
  for (const list of everyList) {
    const first = await pageOf(world.ask, list, 1);
    const next = await pageOf(world.ask, list, 500, first.pageInfo.endCursor);
    await using restarted = await world.another();
    expect(await pageOf(restarted.ask, list, 500, first.pageInfo.endCursor)).toEqual(next);
  }
});
