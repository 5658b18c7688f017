import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generatedWorld } from '../../src/sandbox/world.ts';
import { stage, type Stage, type SystemName } from '../support.ts';

/** Requests to one system by what they read; ids, pages and sign-in left out. */
function readsOf({ requests }: Stage['upstream'][SystemName]): Record<string, number> {
  const reads = requests
    .map(({ path }) => path.replace(/\?.*/u, '').replace(/[\w-]{22}|PROJECT_\d+/u, '{id}'))
    .filter((path) => !path.endsWith('/token'));
  return Object.fromEntries([...Map.groupBy(reads, (read) => read)].map(([read, all]) => [read, all.length]));
}

// 5,000 accounts, 250 groups and 100 projects in each system that has projects. Iguazio sends 200 rows a page.
describe('over 5,000 accounts in each system', () => {
  let gateway: Stage;
  beforeAll(async () => {
    gateway = await stage({
      world: (product) => generatedWorld(product, 5_000, 1),
      settings: { limits: { deadlineMs: 120_000 } }, // what it costs in calls is asked here, on any machine
    });
  });
  afterAll(() => gateway[Symbol.asyncDispose]());

  const MEMBERS = `query ($systems: [String!]) {
    projects(filter: { systems: $systems }, first: 20) {
      nodes {
        effectiveMembers(first: 500, role: CUSTOM) {
          totalCount { value exact }
          nodes {
            role usable permissions
            user { username }
            paths { via reason group { name } membership { nativeRole member { ... on Group { name } } } }
          }
        }
      }
    }
  }`;

  const GRANTS = `query ($systems: [String!]) {
    memberships(filter: { systems: $systems, role: [ADMIN] }, first: 500) {
      totalCount { value exact }
      nodes { role project { name } member { ... on User { username } ... on Group { name } } }
    }
  }`;

  const IGUAZIO = { '/api/projects': 1, '/api/users': 25, '/api/user_groups': 2 };
  const DSS = { '/public/api/projects/': 1, '/public/api/admin/users/': 1, '/public/api/admin/groups/': 1 };
  const SQUIRRO = {
    '/api/topic/v0/acme/projects': 1,
    '/api/user/v0/acme/users': 1,
    '/api/user/v0/acme/groups': 1,
  };
  const ofEach = (path: string, projects: number) => ({ [path]: projects });
  const dssGrants = (projects: number) => ofEach('/public/api/projects/{id}/permissions', projects);
  const squirroGrants = (projects: number) => ofEach('/api/user/v0/acme/projects/{id}/members', projects);

  test.for([
    ['iguazio-main', IGUAZIO],
    ['dss-design', { ...DSS, ...dssGrants(20) }],
    ['squirro-main', { ...SQUIRRO, ...squirroGrants(20) }],
  ] as const)(
    'the members of twenty projects of %s take the lists and one read a project at most',
    async ([system, expected]) => {
      gateway.calls();

      const { data, errors } = await gateway.ask(MEMBERS, { systems: [system] });

      expect(readsOf(gateway.upstream[system])).toEqual(expected);
      expect(errors).toEqual([]);
      const counts = data.projects.nodes.map((node: Members) => node.effectiveMembers.totalCount);
      expect(counts).toHaveLength(20);
      expect(counts.every(({ exact }: { exact: boolean }) => exact)).toBe(true);
    },
  );

  test.for([
    ['iguazio-main', IGUAZIO],
    ['dss-design', { ...DSS, ...dssGrants(100) }],
    ['squirro-main', { ...SQUIRRO, ...squirroGrants(100) }],
  ] as const)(
    'all grants of one role in %s take the lists and one read a project at most',
    async ([system, expected]) => {
      gateway.calls();

      const { data, errors } = await gateway.ask(GRANTS, { systems: [system] });

      expect(readsOf(gateway.upstream[system])).toEqual(expected);
      expect(errors).toEqual([]);
      expect(data.memberships.totalCount).toEqual({ value: data.memberships.nodes.length, exact: true });
    },
  );

  test('docs/access.md says what twenty projects cost', () => {
    const sum = (reads: Readonly<Record<string, number>>) =>
      Object.values(reads).reduce((all, one) => all + one, 0);
    const [iguazio, dss, squirro] = [
      sum(IGUAZIO),
      sum({ ...DSS, ...dssGrants(20) }),
      sum({ ...SQUIRRO, ...squirroGrants(20) }),
    ];

    expect(readFileSync('docs/access.md', 'utf8').replaceAll('\n', ' ')).toContain(
      `${iguazio} calls to Iguazio, ${dss} to DSS and ${squirro} to Squirro`,
    );
  });

  test('both at once over all systems read nothing twice', async () => {
    gateway.calls();

    const { errors } = await gateway.ask(`{
      memberships(filter: { role: [ADMIN] }, first: 1) { totalCount { value } }
      projects(first: 300) { nodes { effectiveMembers(role: ADMIN, first: 1) { totalCount { value } } } }
    }`);

    expect(errors).toEqual([]);
    expect(readsOf(gateway.upstream['iguazio-main'])).toEqual(IGUAZIO);
    expect(readsOf(gateway.upstream['dss-design'])).toEqual({ ...DSS, ...dssGrants(100) });
    expect(readsOf(gateway.upstream['squirro-main'])).toEqual({ ...SQUIRRO, ...squirroGrants(100) });
    expect(gateway.upstream.govern.requests).toEqual([]);
  });
});

interface Members {
  readonly effectiveMembers: { readonly totalCount: { readonly value: number; readonly exact: boolean } };
}
