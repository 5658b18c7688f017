import { expect, test } from 'vitest';
import { stage } from '../support.ts';

test('under Rollcall-Act-As a change is made as that account, and the record names both', async () => {
  await using world = await stage();
  const { data } = await world.ask(`{
    project(system: "dss-design", key: "CHURN") {
      id
      effectiveMembers(role: ADMIN) { nodes { user { id username isAdmin status } paths { via } } }
    }
    user(system: "dss-design", username: "ada") { id }
  }`);
  const members = data.project.effectiveMembers.nodes as {
    user: { id: string; username: string; isAdmin: boolean; status: string };
  }[];
  const owner = members.find(({ user }) => !user.isAdmin && user.status === 'ACTIVE')?.user;
  const target = data.user.id;
  world.upstream['dss-design'].forgetRequests();

  const change = `mutation {
    ensureProjectMembership(input: { project: "${data.project.id}", member: "${target}", role: VIEWER }) {
      outcome
      problems { code message }
      operation { actor actingAs }
    }
  }`;
  const as = owner ? await world.ask(change, {}, { 'rollcall-act-as': owner.id }) : undefined;

  expect(as?.errors).toEqual([]);
  expect(as?.data.ensureProjectMembership).toMatchObject({
    problems: [],
    operation: { actor: 'local', actingAs: owner?.id },
  });
});
