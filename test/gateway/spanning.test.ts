import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stage, type Stage } from '../support.ts';

// Which systems a list spans, and what each report says of the facts a filter asks for.

let world: Stage;
let group: string;
beforeAll(async () => {
  world = await stage();
  const { data } = await world.ask('{ group(system: "iguazio-main", name: "analysts") { id } }');
  group = data.group.id as string;
});
afterAll(() => world[Symbol.asyncDispose]());

interface Report {
  readonly system: { readonly key: string };
  readonly state: string;
  readonly problem: { readonly code: string } | null;
}

/** The reports, as `key: STATE`. */
async function statesOf(list: string, filter: string): Promise<string[]> {
  const where = filter.replace('GROUP', JSON.stringify(group));
  const { data, errors } = await world.ask(
    `{ ${list}(filter: { ${where} }) { systems { system { key } state problem { code } } } }`,
  );
  expect(errors).toEqual([]);
  return (data[list].systems as Report[]).map(({ system, state, problem }) => {
    expect(problem?.code ?? 'OK').toBe(state); // here each problem is named after its state
    return `${system.key}: ${state}`;
  });
}

const DSS = 'dss-design: OK';
const GOVERN = 'govern: OK';
const IGUAZIO = 'iguazio-main: OK';
const SQUIRRO = 'squirro-main: OK';

describe('a list spans the systems its filter leaves open', () => {
  test.for([
    ['', [DSS, GOVERN, IGUAZIO, SQUIRRO]],
    ['systems: ["govern"]', [GOVERN]],
    ['systems: ["squirro-main", "dss-design", "squirro-main"]', [DSS, SQUIRRO]],
    ['vendors: [IGUAZIO, SQUIRRO]', [IGUAZIO, SQUIRRO]],
    ['systems: ["govern", "dss-design"], vendors: [DATAIKU_DSS]', [DSS]],
    ['systems: ["govern"], vendors: [SQUIRRO]', []],
    ['systems: []', []],
    ['inGroup: GROUP', [IGUAZIO]],
    ['not: { inGroup: GROUP }', [DSS, GOVERN, IGUAZIO, SQUIRRO]],
    ['or: [{ systems: ["govern"] }, { vendors: [IGUAZIO] }]', [GOVERN, IGUAZIO]],
    ['or: [{ systems: ["govern"] }, { inGroup: GROUP }]', [GOVERN, IGUAZIO]],
    ['or: [{ systems: ["govern"] }, { username: { eq: "ada" } }]', [DSS, GOVERN, IGUAZIO, SQUIRRO]],
    ['and: [{ systems: ["govern", "dss-design"] }, { systems: ["dss-design"] }]', [DSS]],
    ['not: { systems: ["govern", "dss-design"] }', [IGUAZIO, SQUIRRO]],
    ['not: { or: [{ vendors: [DATAIKU_DSS] }, { systems: ["squirro-main"] }] }', [GOVERN, IGUAZIO]],
    ['or: []', []],
  ] as const)('users(filter: { %s }) spans %j', async ([filter, expected]) => {
    world.calls();
    expect(await statesOf('users', filter)).toEqual(expected);

    const asked = Object.entries(world.calls()).filter(([, count]) => count > 0);
    expect(asked.map(([key]) => `${key}: OK`).sort()).toEqual(expected);
  });

  test('projects say that Govern has none, and that nothing is missing', async () => {
    expect(await statesOf('projects', '')).toEqual([DSS, 'govern: UNSUPPORTED', IGUAZIO, SQUIRRO]);
    expect(await statesOf('memberships', '')).toEqual([DSS, 'govern: UNSUPPORTED', IGUAZIO, SQUIRRO]);
    const { data } = await world.ask(
      '{ projects { totalCount { value exact } } memberships { totalCount { exact } } }',
    );
    expect(data).toEqual({
      projects: { totalCount: { value: 9, exact: true } },
      memberships: { totalCount: { exact: true } },
    });
  });

  test('a list of one system spans no other, whatever its filter says', async () => {
    const { data } = await world.ask(`{ system(key: "govern") {
      users(filter: { systems: ["govern", "dss-design"] }) { systems { system { key } } }
      none: users(filter: { systems: ["dss-design"] }) { nodes { id } systems { system { key } } }
      projects { nodes { id } totalCount { value exact } systems { state } }
    } }`);
    expect(data.system).toEqual({
      users: { systems: [{ system: { key: 'govern' } }] },
      none: { nodes: [], systems: [] },
      projects: { nodes: [], totalCount: { value: 0, exact: true }, systems: [{ state: 'UNSUPPORTED' }] },
    });
  });
});

// Squirro tells neither dates nor activity nor sessions; sessions are told by DSS alone.
describe('a fact that a system does not tell', () => {
  const noDates = [DSS, GOVERN, IGUAZIO, 'squirro-main: UNSUPPORTED'];
  const noSessions = [DSS, 'govern: UNSUPPORTED', 'iguazio-main: UNSUPPORTED', 'squirro-main: UNSUPPORTED'];

  test.for([
    ['createdAfter: "2020-01-01T00:00:00Z"', noDates],
    ['not: { createdAfter: "2020-01-01T00:00:00Z" }', noDates],
    ['lastActiveBefore: "2030-01-01T00:00:00Z"', noDates],
    ['connected: true', noSessions],
    ['not: { connected: true }', noSessions],
    ['connected: true, systems: ["dss-design"]', [DSS]],
    ['isAdmin: true', [DSS, GOVERN, IGUAZIO, SQUIRRO]],
    ['or: [{ systems: ["govern"] }, { connected: true }]', [DSS, GOVERN, ...noSessions.slice(2)]],
  ] as const)('users(filter: { %s }) says so: %j', async ([filter, expected]) => {
    expect(await statesOf('users', filter)).toEqual(expected);
  });

  const count = async (filter: string) => {
    const { data } = await world.ask(
      `{ users(filter: { ${filter} }) { totalCount { value exact } nodes { username } } }`,
    );
    return data.users as { totalCount: { value: number; exact: boolean }; nodes: { username: string }[] };
  };

  test('meets neither a condition nor its opposite, and makes the count a lower bound', async () => {
    const created = 'createdAfter: "2020-01-01T00:00:00Z", systems: ["squirro-main"]';
    expect(await count(created)).toEqual({ totalCount: { value: 0, exact: false }, nodes: [] });
    expect(await count(`not: { createdAfter: "2020-01-01T00:00:00Z" }, systems: ["squirro-main"]`)).toEqual({
      totalCount: { value: 0, exact: false },
      nodes: [],
    });
  });

  test('does not keep out rows that match whatever it may be', async () => {
    const { nodes, totalCount } = await count(
      'systems: ["squirro-main"], or: [{ connected: true }, { username: { startsWith: "ada" } }]',
    );
    expect(nodes).toEqual([{ username: 'ada@example.org' }]);
    expect(totalCount).toEqual({ value: 1, exact: false });
  });

  test('where the system tells it, a condition and its opposite share the rows', async () => {
    const all = await count('systems: ["dss-design"]');
    const connected = await count('systems: ["dss-design"], connected: true');
    const rest = await count('systems: ["dss-design"], not: { connected: true }');
    // Ada, Grace and Hedy have open sessions.
    expect(connected.nodes.map(({ username }) => username)).toEqual(['ada', 'grace', 'hedy']);
    expect([connected, rest, all].map(({ totalCount }) => totalCount)).toEqual([
      { value: 3, exact: true },
      { value: all.totalCount.value - 3, exact: true },
      { value: all.totalCount.value, exact: true },
    ]);
  });

  test('"never" is before any time, and UNKNOWN is a value like any other', async () => {
    const never = await count('systems: ["dss-design"], lastActiveBefore: "2000-01-01T00:00:00Z"');
    expect(never).toEqual({ totalCount: { value: 1, exact: true }, nodes: [{ username: 'edsger' }] });

    const unknown = await count('systems: ["squirro-main"], status: [UNKNOWN]');
    const others = await count('systems: ["squirro-main"], not: { status: [UNKNOWN] }');
    expect([unknown.totalCount, others.totalCount]).toEqual([
      { value: unknown.nodes.length, exact: true },
      { value: 0, exact: true },
    ]);
    expect(unknown.nodes.length).toBeGreaterThan(5);
  });
});
