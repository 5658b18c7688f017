import { describe, expect, test } from 'vitest';
import { serverOf } from '../connectors/iguazio-systems.ts';
import { stage } from '../support.ts';
import { governRules } from './govern.cases.ts';

describe('access in Govern', () => {
  test('is UNSUPPORTED, and harms nothing beside it', async () => {
    await using gateway = await stage();

    const { data, errors } = await gateway.ask(`{
      user(system: "govern", username: "grace") {
        username
        access(project: "project.govern.CHURN") { role }
        effectiveRole(project: "project.govern.CHURN")
      }
    }`);

    expect(data.user).toEqual({ username: 'grace', access: null, effectiveRole: null });
    expect(
      errors.map(({ path, extensions }) => [path?.join('.'), extensions['code'], extensions['system']]),
    ).toEqual([
      ['user.access', 'UNSUPPORTED', 'govern'],
      ['user.effectiveRole', 'UNSUPPORTED', 'govern'],
    ]);
  });

  test.for(governRules)('$says', async ({ blueprint, role, holders, fields, conditions }) => {
    await using gateway = await stage();

    const { data } = await gateway.ask(`{
      system(key: "govern") { details { ... on GovernSystemDetails { roleAssignments {
        blueprint role fields conditions holders { memberKind memberName }
      } } } }
    }`);

    expect(data.system.details.roleAssignments).toContainEqual({
      blueprint,
      role,
      fields,
      conditions,
      holders: holders.map((holder) => {
        const [memberKind, memberName] = holder.split(' ');
        return { memberKind, memberName };
      }),
    });
  });
});

// The vendor's own client does not know it, so no simulator takes it (iguazio.md §5.8).
test('the policy Project Admin of older Iguazio platforms is shown and does not count', async () => {
  const older = {
    type: 'user',
    id: '5b0f6c1e-8d3a-4f27-9a61-2c7e4d90b1aa',
    attributes: { username: 'dana', assigned_policies: ['Project Admin'], admin_status: 'up' },
  };
  const project = {
    type: 'project',
    id: '9f8e7d6c-5b4a-4321-8fed-cba987654321',
    attributes: { name: 'forecast' },
  };
  await using upstream = await serverOf({
    [`/users/${older.id}`]: { data: older, included: [] },
    [`/projects/${project.id}`]: { data: project, included: [] },
  });
  const { users, projects } = upstream.session;
  const [dana, forecast] = [await users.byId.load(older.id), await projects?.byId.load(project.id)];

  const rights =
    dana && forecast && projects?.rights({ user: dana, project: forecast, groups: [], grants: [] });

  expect(rights).toMatchObject([
    { via: 'RULE', reason: 'policy Project Admin', role: 'ADMIN', counted: false },
  ]);
});
