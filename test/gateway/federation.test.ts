import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generatedWorld } from '../../src/sandbox/world.ts';
import { canaryRun } from '../secrets/run.ts';
import { type Asked, stage, type Stage, type SystemName } from '../support.ts';

// Each system meets each fault; the gateway is asked before, meanwhile, and after. What is said of the other systems must
// not change by a byte. A silent system never answers, so that an answer of the gateway is one within its deadline.

const systems = ['iguazio-main', 'dss-design', 'govern', 'squirro-main'] as const;
/** A canary run has several gateways start at once, each a process, while others are searched. */
const DEADLINE_MS = canaryRun ? 20_000 : 4_000;
const brief = { limits: { deadlineMs: DEADLINE_MS } };
const systemLimits = { maxResponseBytes: 1_000_000 };

const reports = 'systems { system { key } state problem { code system { key } retryAfterSeconds } }';

const everyone = `{ users(first: 500) { totalCount { value exact } ${reports} nodes {
  id username email status isAdmin system { key }
  groups { nodes { id name } ${reports} }
  memberships { nodes { id role project { name } } ${reports} }
} } }`;

const projects = `{ projects(first: 500) { totalCount { value exact } ${reports} nodes {
  id key name system { key }
  owner { username }
  memberships { nodes { id role memberName member { id } } ${reports} }
} } }`;

const graces: Readonly<Record<SystemName, string>> = {
  'iguazio-main': 'grace',
  'dss-design': 'grace',
  govern: 'grace',
  'squirro-main': 'GRACE@example.org',
};
const nameOf = (system: SystemName) => system.replace('-', '_');
const grace = `{ ${systems
  .map(
    (system) =>
      `${nameOf(system)}: user(system: "${system}", username: "${graces[system]}") { id email groups { nodes { name } } }`,
  )
  .join(' ')} }`;

interface Asker {
  ask(query: string): Promise<Asked>;
}

/** The three questions, put at the same time to one gateway. */
const askAll = async ({ ask }: Asker) => {
  const [users, projectList, one] = await Promise.all([ask(everyone), ask(projects), ask(grace)]);
  return { users, projects: projectList, one };
};
type Answers = Awaited<ReturnType<typeof askAll>>;

interface List {
  readonly nodes: readonly { readonly system: { readonly key: string } }[];
  readonly systems: readonly { readonly system: { readonly key: string }; readonly state: string }[];
  readonly totalCount: { readonly value: number; readonly exact: boolean };
}

const partOf = ({ nodes, systems: reported }: List, system: SystemName) => ({
  rows: nodes.filter((node) => node.system.key === system),
  report: reported.find((report) => report.system.key === system),
});

/** What three answers say of one system, to the byte. */
const saidOf = ({ users, projects: list, one }: Answers, system: SystemName) =>
  JSON.stringify([
    partOf(users.data.users, system),
    partOf(list.data.projects, system),
    one.data[nameOf(system)],
  ]);

function expectFailed(answers: Answers, system: SystemName, code: string): void {
  const state = code === 'NOT_PERMITTED' ? 'NOT_PERMITTED' : 'FAILED';
  const report = { state, problem: { code, system: { key: system } } };
  expect(partOf(answers.users.data.users, system)).toMatchObject({ rows: [], report });
  expect(answers.users.data.users.totalCount.exact).toBe(false);
  expect(answers.one.data[nameOf(system)]).toBeNull();
  expect(answers.one.errors).toMatchObject([{ path: [nameOf(system)], extensions: { code, system } }]);
  if (system === 'govern') return; // it has no projects: nothing of them is missing
  expect(partOf(answers.projects.data.projects, system)).toMatchObject({ rows: [], report });
  expect(answers.projects.data.projects.totalCount.exact).toBe(false);
}

const faults = [
  ['status:400', 'UPSTREAM_ERROR'],
  ['status:401', 'NOT_PERMITTED'],
  ['status:403', 'NOT_PERMITTED'],
  ['status:409', 'UPSTREAM_ERROR'],
  ['status:429', 'UPSTREAM_RATE_LIMITED'],
  ['retry-after:7', 'UPSTREAM_RATE_LIMITED'],
  ['status:500', 'UPSTREAM_UNAVAILABLE'],
  ['status:502', 'UPSTREAM_UNAVAILABLE'],
  ['status:503', 'UPSTREAM_UNAVAILABLE'],
  ['status:504', 'UPSTREAM_UNAVAILABLE'],
  ['late:20', 'UPSTREAM_UNAVAILABLE'],
  ['reset-before', 'UPSTREAM_UNAVAILABLE'],
  ['reset-after', 'UPSTREAM_UNAVAILABLE'],
  ['truncate', 'UPSTREAM_UNAVAILABLE'],
  ['html', 'UPSTREAM_INVALID_RESPONSE'],
  ['empty', 'UPSTREAM_INVALID_RESPONSE'],
  ['wrong-types', 'UPSTREAM_INVALID_RESPONSE'],
  ['redirect', 'UPSTREAM_INVALID_RESPONSE'],
  ['huge', 'UPSTREAM_INVALID_RESPONSE'],
  ['gzip-bomb', 'UPSTREAM_INVALID_RESPONSE'],
  ['expired-token', 'NOT_PERMITTED'],
] as const;
const silences = [`latency:${DEADLINE_MS}`, 'hang', 'drip'] as const;

describe.for(systems)('while %s fails', (system) => {
  let world: Stage;
  let healthy: Answers;
  beforeAll(async () => {
    world = await stage({ systemLimits });
    healthy = await askAll(world);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test.for(faults)(
    'by %s, its part is %s, the others’ part is the same, and it comes back',
    async ([fault, code]) => {
      await using fresh = await world.another({ systemLimits });
      await expectIsolated(world, fresh, healthy, { system, fault, code });
    },
  );

  test.concurrent.for(silences)(
    'by %s, the others’ part comes all the same, in time, and it comes back',
    async (fault) => {
      await using own = await stage({ settings: brief });
      await using fresh = await own.another({ settings: brief });
      await expectIsolated(own, fresh, await askAll(own), { system, fault, code: 'UPSTREAM_TIMEOUT' });
    },
  );
});

/** Breaks a system, asks one gateway that has signed in before and one that has not, heals it, and asks again. */
async function expectIsolated(
  world: Stage,
  fresh: Asker,
  healthy: Answers,
  { system, fault, code }: { system: SystemName; fault: string; code: string },
): Promise<void> {
  world.break(system, fault);
  const broken = await Promise.all([askAll(world), askAll(fresh)]);
  world.heal();
  const healed = await askAll(fresh);

  for (const answers of broken) {
    expectFailed(answers, system, code);
    for (const other of systems.filter((one) => one !== system))
      expect(saidOf(answers, other)).toBe(saidOf(healthy, other));
    expectNothingForeign(answers, world);
  }
  for (const each of systems) expect(saidOf(healed, each)).toBe(saidOf(healthy, each));
}

/** No credential, no address, no word of what a system sent. */
function expectNothingForeign(answers: Answers, { upstream }: { readonly upstream: object }): void {
  const text = JSON.stringify(
    Object.values(answers).map(({ data, errors, extensions }) => [data, errors, extensions]),
  );
  const credentials = Object.values(upstream).flatMap(({ credentials: known }: { credentials: object }) =>
    Object.entries(known).flatMap(([name, value]) =>
      /key|token|secret|password/iu.test(name) ? [value as string] : [],
    ),
  );
  expect(credentials.length).toBeGreaterThan(5);
  for (const secret of credentials) expect(text).not.toContain(secret);
  expect(text).not.toMatch(
    /127\.0\.0\.1|localhost|ECONN|ERR_|fault:|doctype|elsewhere|errorType|dataiku\.dip|    at /iu,
  );
}

test('a system that asks to wait is quoted on how long', async () => {
  await using world = await stage();
  world.break('dss-design', 'retry-after:7');

  const { users, one } = await askAll(world);

  expect(partOf(users.data.users, 'dss-design').report).toMatchObject({ problem: { retryAfterSeconds: 7 } });
  expect(one.errors).toMatchObject([{ extensions: { retryable: true, retryAfterSeconds: 7 } }]);
});

test('where every system is silent, the answer comes all the same', async () => {
  await using world = await stage({ settings: { limits: { deadlineMs: 1_000 } } });
  for (const system of systems) world.break(system, 'hang');

  const { users, projects: list, one } = await askAll(world);

  const timeout = { state: 'FAILED', problem: { code: 'UPSTREAM_TIMEOUT' } };
  expect(users.data.users).toMatchObject({
    nodes: [],
    totalCount: { value: 0, exact: false },
    systems: [timeout, timeout, timeout, timeout],
  });
  expect(list.data.projects.totalCount).toEqual({ value: 0, exact: false });
  expect(one.errors.map(({ extensions }) => extensions['code'])).toEqual(Array(4).fill('UPSTREAM_TIMEOUT'));
});

test('reads that wait for their turn behind a silent one take no time from the others', async () => {
  const options = { settings: brief, systemLimits: { maxConcurrent: 1 } };
  await using world = await stage({ world: (vendor) => generatedWorld(vendor, 400, 5), ...options });
  const query = `{ memberships(first: 500) { ${reports} nodes { id system { key } member { id } } } }`;
  const healthy = await world.ask(query);
  // The grants of each of eight projects are asked for, one after the other.
  world.upstream['dss-design'].setFaults([{ path: '/public/api/projects/PROJECT', fault: 'hang' }]);

  const broken = await world.ask(query);

  const timeout = { state: 'FAILED', problem: { code: 'UPSTREAM_TIMEOUT' } };
  expect(partOf(broken.data.memberships, 'dss-design')).toMatchObject({ rows: [], report: timeout });
  for (const other of ['iguazio-main', 'squirro-main', 'govern'] as const) {
    expect(partOf(broken.data.memberships, other)).toEqual(partOf(healthy.data.memberships, other));
  }
  expect(healthy.data.memberships.nodes.length).toBeLessThan(500);
});

test('a part that fails costs itself: the grants of one project, the groups of one account', async () => {
  await using world = await stage();
  world.upstream['dss-design'].setFaults([
    { path: '/public/api/projects/CHURN/permissions', fault: 'status:503' },
    { path: '/public/api/admin/groups/engineers', fault: 'html' },
  ]);

  const { data, errors } = await world.ask(`{
    memberships(filter: { systems: ["dss-design"] }) { totalCount { exact } ${reports} nodes { project { key } } }
    projects(filter: { systems: ["dss-design"] }) { nodes { key memberships { nodes { id } } } }
    user(system: "dss-design", username: "grace") { groups { totalCount { value exact } ${reports} nodes { name } } }
  }`);

  expect(errors).toMatchObject([
    {
      path: ['projects', 'nodes', 0, 'memberships'],
      extensions: { code: 'UPSTREAM_UNAVAILABLE', system: 'dss-design' },
    },
  ]);
  expect(data.projects.nodes[0]).toEqual({ key: 'CHURN', memberships: null });
  expect(data.projects.nodes[1].memberships.nodes.length).toBeGreaterThan(0);
  expect(data.memberships).toMatchObject({
    totalCount: { exact: false },
    systems: [{ state: 'FAILED', problem: { code: 'UPSTREAM_UNAVAILABLE' } }],
  });
  expect(data.memberships.nodes.length).toBeGreaterThan(0);
  expect(data.user.groups).toMatchObject({
    totalCount: { value: 1, exact: false },
    systems: [{ state: 'FAILED', problem: { code: 'UPSTREAM_INVALID_RESPONSE' } }],
    nodes: [{ name: 'analysts' }],
  });
});
