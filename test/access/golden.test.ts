import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sandboxSystems } from '../../src/sandbox/simulators.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import { stage, type Stage } from '../support.ts';
import { projectOf, worldOf } from './cases.ts';
import { vendors } from './vendors.ts';
import { type Access, inWords, WHOLE } from './words.ts';

const inNoOrder = (words: readonly string[] | null) => words && words.toSorted();

const byId = (a: Access, b: Access) => (a.id < b.id ? -1 : 1);

describe.for(Object.values(vendors))('$system', ({ system, cases, cast, seedRoles, usernameOf, finish }) => {
  let gateway: Stage;
  const projects = new Map<string, string>();
  const users = new Map<string, string>();

  beforeAll(async () => {
    const world = worldOf(cast, cases, seedRoles);
    gateway = await stage({
      world: (vendor) => (sandboxSystems[vendor].key === system ? world : smallWorld(vendor)),
    });
    await finish(gateway.upstream[system], cast, cases);
    const { data } = await gateway.ask(
      `query ($systems: [String!]) {
        projects(filter: { systems: $systems }, first: 500) { nodes { id name } }
        users(filter: { systems: $systems }, first: 500) { nodes { id username } }
      }`,
      { systems: [system] },
    );
    for (const { id, name } of data.projects.nodes) projects.set(name, id);
    for (const { id, username } of data.users.nodes) users.set(username, id);
  });
  afterAll(() => gateway[Symbol.asyncDispose]());

  const askAccess = async (name: string, project: string | undefined): Promise<Access> => {
    const { data, errors } = await gateway.ask(
      `query ($system: String!, $username: String!, $project: ID!) {
        user(system: $system, username: $username) { effectiveRole(project: $project) access(project: $project) { ${WHOLE} } }
      }`,
      { system, username: usernameOf(name), project },
    );
    expect(errors).toEqual([]);
    expect(data.user.effectiveRole).toBe(data.user.access.role);
    return data.user.access;
  };

  test.for(cases.map((one, index) => ({ ...one, project: projectOf(index) })))(
    '$says',
    async ({ account, project, role, usable, permissions, paths, permissionsOfPaths }) => {
      const access = await askAccess(account, projects.get(project));

      expect({
        ...access,
        paths: access.paths.map(inWords),
        permissions: inNoOrder(access.permissions),
      }).toEqual({
        id: expect.stringMatching(/^access\./u),
        user: { id: users.get(usernameOf(account)) },
        project: { id: projects.get(project) },
        role,
        usable,
        permissions: inNoOrder(permissions),
        paths,
      });
      if (permissionsOfPaths) {
        expect(access.paths.map((path) => inNoOrder(path.permissions))).toEqual(
          permissionsOfPaths.map(inNoOrder),
        );
      }
    },
  );

  test('the members of every project are those who have access, with the same reasons', async () => {
    for (const project of projects.values()) {
      const { data, errors } = await gateway.ask(
        `query ($project: ID!, $systems: [String!]) {
          users(filter: { systems: $systems }, first: 50) { nodes { access(project: $project) { ${WHOLE} } } }
          node(id: $project) {
            ... on Project { effectiveMembers(first: 50) { totalCount { value exact } nodes { ${WHOLE} } } }
          }
        }`,
        { project, systems: [system] },
      );
      expect(errors).toEqual([]);
      const each: Access[] = data.users.nodes.map(({ access }: { access: Access }) => access);
      const withAWay = each.filter(({ paths }) => paths.length > 0);
      const { nodes, totalCount } = data.node.effectiveMembers;
      expect(nodes.toSorted(byId)).toEqual(withAWay.toSorted(byId));
      expect(totalCount).toEqual({ value: withAWay.length, exact: true });
    }
  });

  test('every way leads back to the group and the membership it rests on', async () => {
    const members: Access[] = [];
    for (const project of projects.values()) {
      const { data } = await gateway.ask(
        `query ($id: ID!) { node(id: $id) { ... on Project { effectiveMembers { nodes { ${WHOLE} } } } } }`,
        { id: project },
      );
      members.push(...data.node.effectiveMembers.nodes);
    }

    for (const { paths, user, project } of members) {
      for (const { via, role, reason, groupName, group, membership } of paths) {
        expect(group?.name ?? null).toBe(groupName);
        expect(groupName !== null).toBe(reason.startsWith('group '));
        expect(membership !== null).toBe(via === 'DIRECT' || via === 'GROUP');
        if (membership === null) continue;
        expect(membership).toMatchObject({ projectId: project.id, role });
        expect(reason).toContain(membership.nativeRole);
        const [memberKind, member] = via === 'DIRECT' ? ['USER', user] : ['GROUP', group];
        expect([membership.memberKind, membership.member?.id]).toEqual([memberKind, member?.id]);
      }
    }
  });

  test('everybody of the cast plays a part', () => {
    const played = new Set(
      cases.flatMap(({ account, owner = '', grants }) => [
        account,
        owner,
        ...grants.map(([holder]) => holder.replace(/^user /u, '')),
      ]),
    );
    expect(Object.keys(cast.accounts).filter((name) => !played.has(name))).toEqual([]);
  });
});
