import { expect, test } from 'vitest';
import type { Holder, Reading, Session } from '../../src/connector.ts';
import type { IguazioSimulator } from '../../src/connectors/iguazio/simulator/index.ts';
import type { Ref } from '../../src/model/ref.ts';
import type { Group, Membership } from '../../src/model/types.ts';
import { groupId, openSession, projectId, startIguazio, userId, write } from './iguazio-systems.ts';

/** What the vendor's rules say of an account in a project, from what the session reads. */
async function rightsIn({ users, groups, projects }: Session, id: string, project: string) {
  const refs = (await users.groups([id])).get(id) as readonly Ref<'group'>[];
  const held = await Promise.all(refs.map(({ native }) => groups.byId.load(native)));
  const reading = (await projects?.memberships([project]))?.get(project) as Reading<Membership>;
  const grants = reading.items.flatMap((membership): { membership: Membership; group: Group | null }[] => {
    const { native } = membership.member;
    if (native === id) return [{ membership, group: null }];
    const group = held.find((candidate) => candidate?.ref.native === native);
    return group ? [{ membership, group }] : [];
  });
  const holder = {
    user: await users.byId.load(id),
    groups: held,
    project: await projects?.byId.load(project),
    grants,
  };
  return projects?.rights(holder as Holder) ?? [];
}

const told = async (upstream: IguazioSimulator, username: string, name: string) =>
  (await rightsIn(openSession(upstream, 'User.access'), userId(username), projectId(name)))
    .map(({ via, reason, role, counted }) => `${via} ${reason}: ${role}${counted ? '' : ', not counted'}`)
    .sort();

test('rights come from an account’s own role and the roles of its groups', async () => {
  await using upstream = await startIguazio();
  expect(await told(upstream, 'grace', 'churn')).toEqual([
    'DIRECT Admin: ADMIN',
    'GROUP group analysts: Viewer: VIEWER',
    'GROUP group engineers: Editor: EDITOR',
    'OWNER owner: OWNER, not counted',
  ]);
  expect(await told(upstream, 'katherine', 'forecast')).toEqual(['GROUP group analysts: Editor: EDITOR']);
  expect(await told(upstream, 'claude.shannon', 'churn')).toEqual([]);
});

test('an owner without a grant owns, and the vendor does not count that', async () => {
  await using upstream = await startIguazio();
  expect(await told(upstream, 'emmy', 'forecast')).toEqual(['OWNER owner: OWNER, not counted']);
});

test('administrators’ policies are shown, and not counted', async () => {
  await using upstream = await startIguazio();
  expect(await told(upstream, 'ada', 'galaxy')).toEqual([
    'SYSTEM_ADMIN policy IT Admin: ADMIN, not counted',
    'SYSTEM_ADMIN policy Security Admin: ADMIN, not counted',
  ]);
  expect(await told(upstream, 'rollcall', 'galaxy')).toContain(
    'RULE policy Project Security Admin: ADMIN, not counted',
  );
});

test('policies reach members of the group that holds them, IT Admin excepted', async () => {
  await using upstream = await startIguazio();
  const policies = ['Project Read Only', 'IT Admin', 'Security Admin', 'Data'];
  await write(upstream, 'user_group', groupId('stewards'), { assigned_policies: policies });
  expect(await told(upstream, 'emmy', 'churn')).toEqual([
    'RULE group stewards: policy Project Read Only: VIEWER, not counted',
    'SYSTEM_ADMIN group stewards: policy Security Admin: ADMIN, not counted',
  ]);
});
