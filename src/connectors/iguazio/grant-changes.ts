import { z } from 'zod';
import { type Change, done, open, refused } from '../../writing.ts';
import { toDocument, toGroups, toOne, toUsers } from './documents.ts';
import { type FreshProject, readProject, ROLE_NAMES } from './fresh.ts';
import { kindOf } from './site.ts';
import { idsIn, type WireRole } from './wire.ts';

const Grant = z.object({
  project: z.string(),
  kind: z.enum(['user', 'group']),
  member: z.string(),
  /** null: none. */
  role: z.enum(ROLE_NAMES).nullable(),
  /** Whether another role gives way. */
  override: z.boolean(),
});
type Grant = z.infer<typeof Grant>;

/**
 * §7.11, §7.12. A role is written with all who hold it, as just read; of the three roles only those are written that
 * change (§5.4), in one transaction.
 */
export const grant = kindOf(Grant, (site, args): Change<FreshProject | null> => {
  const { system, client } = site;
  const { project, role, override } = args;
  return {
    proof: 'READ_BACK',
    writesLater: true,
    read: () => readProject(system, client, project),
    judge(found) {
      if (!found) return refused('NOT_FOUND', { system, field: ['project'] });
      const held = roleIn(found, args);
      if (held === role) return done();
      if (held === null || override) return open;
      return refused('CONFLICT', { system, message: `It has the role ${held} there.`, field: ['role'] });
    },
    async write(found) {
      if (!found) return undefined;
      const requests = found.roles.flatMap((one) => rewritten(one, args));
      const metadata = { project_ids: [project], notify_by_email: false };
      const { data } = await client.beginTransaction({ data: { attributes: { metadata, requests } } });
      return { job: data.id };
    },
  };
});

const principalsOf = ({ relationships }: WireRole): Record<Grant['kind'], readonly string[]> => ({
  user: idsIn(relationships?.principal_users),
  group: idsIn(relationships?.principal_user_groups),
});

const holds = (role: WireRole, { kind, member }: Grant): boolean => principalsOf(role)[kind].includes(member);

/** The role it has, by the vendor's word: the strongest of those that name it. null: none. */
function roleIn({ roles }: FreshProject, grant: Grant): string | null {
  const held = roles.filter((role) => holds(role, grant)).map(({ attributes }) => attributes.name);
  return ROLE_NAMES.findLast((name) => held.includes(name)) ?? held[0] ?? null;
}

/** The write of one role, within a transaction; nothing where it stays as it is. */
function rewritten(role: WireRole, grant: Grant): object[] {
  const { kind, member, project } = grant;
  const isWanted = role.attributes.name === grant.role;
  if (holds(role, grant) === isWanted) return [];
  const principals = principalsOf(role);
  const rest = principals[kind].filter((id) => id !== member);
  principals[kind] = isWanted ? [...rest, member] : rest;
  const relationships = {
    project: toOne('project', project),
    principal_users: toUsers(principals.user),
    principal_user_groups: toGroups(principals.group),
  };
  const body = toDocument('project_authorization_role', { name: role.attributes.name }, relationships);
  return [{ method: 'put', resource: `project_authorization_roles/${role.id}`, body }];
}
