import { makeGroup } from '../groups.ts';
import type { Govern } from './govern.ts';
import { DEFAULT } from './permissions.ts';
import { signoffKey } from './signoffs.ts';

const BLUEPRINTS = [
  ['bp.system.govern_project', 'Govern project'],
  ['bp.system.dataiku_project', 'Dataiku project'],
  ['bp.system.business_initiative', 'Business initiative'],
  ['bp.system.project_deployer_deployment', 'Project deployment'],
  ['bp.system.user', 'User'],
] as const;

const ROLES = [
  ['ro.reader', 'Reader', 'Sees what is governed'],
  ['ro.contributor', 'Contributor', 'Fills in what is asked'],
  ['ro.project_manager', 'Project manager', 'Answers for a project'],
  ['ro.governance_manager', 'Governance manager', 'Answers for the rules'],
] as const;

const VERSION = 'bv.system.default';

/** Who plays which part: people and groups of the small world, or the first ones there are in another. */
interface Cast {
  readonly analysts: string;
  readonly engineers: string;
  readonly stewards: string;
  readonly lead: string;
  readonly reviewer: string;
}

function castOf({ users, groups }: Govern): Cast {
  const group = (name: string, at: number) => (groups.has(name) ? name : ([...groups.keys()][at] ?? name));
  const user = (login: string, at: number) => (users.has(login) ? login : ([...users.keys()][at] ?? login));
  return {
    analysts: group('analysts', 0),
    engineers: group('engineers', 1),
    stewards: group('stewards', 2),
    lead: user('emmy', 1),
    reviewer: user('grace', 2),
  };
}

const group = (groupName: string) => ({ type: 'group', groupName }) as const;
const user = (login: string) => ({ type: 'user', login }) as const;
const rule = (
  userContainers: readonly ReturnType<typeof group | typeof user>[],
  more: { criteria?: Record<string, unknown>[]; fieldIds?: string[] } = {},
) => ({ criteria: [], fieldIds: [], ...more, userContainers: [...userContainers] });

/** Fills a Govern with what it has from the start: blueprints, roles, rules, permissions, projects and sign-offs. */
export function populate(govern: Govern): void {
  const cast = castOf(govern);
  for (const [id, name] of BLUEPRINTS)
    govern.blueprints.set(id, { id, name, icon: 'project', color: '#3B99FC' });
  for (const [id, label, description] of ROLES) govern.roles.set(id, { id, label, description });
  const stewards = govern.groups.get(cast.stewards);
  if (stewards) {
    govern.groups.set(
      cast.stewards,
      makeGroup('GOVERN', cast.stewards, { ...stewards, mayManageGovern: true }),
    );
  }
  assignRoles(govern, cast);
  permit(govern);
  addArtifacts(govern, cast);
}

/** Rules of several kinds; how criteria are spelt is [assumed]. */
function assignRoles({ assignments }: Govern, cast: Cast): void {
  assignments.set('bp.system.govern_project', {
    blueprintId: 'bp.system.govern_project',
    roleAssignmentsRules: {
      'ro.reader': [rule([group(cast.analysts), user(cast.reviewer)])],
      'ro.contributor': [
        rule([group(cast.engineers)], {
          criteria: [
            { type: 'BLUEPRINT_VERSION', blueprintVersionId: VERSION },
            { type: 'FIELD_VALUE', fieldId: 'risk', operator: 'EQUALS', value: 'HIGH' },
            { type: 'WORKFLOW_STEP', stepId: 'review' },
          ],
        }),
      ],
      'ro.project_manager': [rule([user(cast.lead)], { fieldIds: ['sponsor'] })],
      'ro.governance_manager': [],
    },
    inheritBlueprintId: 'bp.system.business_initiative',
    inheritArtifactFieldId: 'business_initiative',
  });
  assignments.set('bp.system.business_initiative', {
    blueprintId: 'bp.system.business_initiative',
    roleAssignmentsRules: {
      'ro.governance_manager': [rule([group(cast.stewards)])],
      'ro.reader': [rule([group(cast.analysts)]), rule([], { fieldIds: ['sponsor'] })],
    },
    inheritBlueprintId: null,
    inheritArtifactFieldId: null,
  });
}

/** How the flags are spelt is [assumed]. */
function permit({ permissions }: Govern): void {
  const read = { artifactRead: true, fieldRead: true };
  const write = { ...read, artifactWrite: true, fieldWrite: true };
  permissions.set(DEFAULT, {
    everyonePermissions: {},
    rolePermissions: {
      'ro.reader': read,
      'ro.contributor': write,
      'ro.project_manager': { ...write, artifactCreate: true },
      'ro.governance_manager': { ...write, artifactCreate: true, artifactDelete: true, artifactAdmin: true },
    },
  });
  permissions.set('bp.system.business_initiative', {
    everyonePermissions: { artifactRead: true },
    rolePermissions: { 'ro.governance_manager': { artifactAdmin: true } },
  });
}

const PROJECTS = [
  { name: 'Churn', projectKey: 'CHURN', risk: 'HIGH', stepId: 'review', archived: false },
  { name: 'Forecast', projectKey: 'FORECAST', risk: 'LOW', stepId: 'exploration', archived: false },
  { name: 'Galaxy', projectKey: 'GALAXY', risk: 'LOW', stepId: 'delivery', archived: true },
] as const;

function addArtifacts({ artifacts, signoffs }: Govern, cast: Cast): void {
  const sponsor = artifacts.idOfUser(cast.lead);
  const version = (blueprintId: string) => ({ blueprintId, versionId: VERSION });
  const initiative = artifacts.add({
    blueprintVersionId: version('bp.system.business_initiative'),
    name: 'Retention',
    fields: { sponsor: [sponsor] },
    status: undefined,
    archived: false,
  });
  for (const { name, projectKey, risk, stepId, archived } of PROJECTS) {
    const governed = artifacts.add({
      blueprintVersionId: version('bp.system.govern_project'),
      name,
      fields: { risk, sponsor: [sponsor], business_initiative: [initiative.id] },
      status: { stepId },
      archived,
    });
    artifacts.add({
      blueprintVersionId: version('bp.system.dataiku_project'),
      name,
      fields: { node_id: 'design-1', project_key: projectKey, governed_by: governed.id },
      status: undefined,
      archived,
    });
    signoffs.set(signoffKey(governed.id, 'review'), {
      signoffId: { artifactId: governed.id, stepId: 'review' },
      status: stepId === 'review' ? 'WAITING_FOR_FEEDBACK' : 'NOT_STARTED',
      feedbackGroups: [{ id: 'experts', userContainers: [group(cast.analysts)] }],
      approvers: [user(cast.lead), group(cast.stewards)],
    });
  }
}
