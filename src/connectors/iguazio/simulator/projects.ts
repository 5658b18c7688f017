import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { SimResponse } from '../../../sandbox/exchange.ts';
import { documentOf, listOf } from './documents.ts';
import {
  NewProject,
  ProjectChanges,
  ProjectName,
  readDocument,
  readJson,
  readOne,
  type Relationships,
} from './input.ts';
import { type Call, get, post, put, refuse, remove, reply, type Routes } from './replies.ts';
import { attributeOf, type Project, type RoleName, type User, wireTime } from './resources.ts';
import { requireProjectCreation, requireStanding, standings } from './rights.ts';
import { addRoles } from './roles.ts';
import type { State } from './state.ts';

/** §5.3. */
export function projectRoutes(state: State): Routes {
  const byId = ({ params }: Call) => state.projects.get(params['id'] ?? '');
  const byName = ({ params }: Call) => state.projects.with('name', params['name']);
  const readable = (call: Call, project: Project | undefined) =>
    requireStanding(state, call, project, 'Viewer');
  return [
    get('/api/projects', (call) => {
      const standingIn = standings(state, call.caller.user);
      const visible = (project: Project) => standingIn(project) !== undefined;
      return listOf(state, call, state.projects, 'project', { visible });
    }),
    get('/api/projects/:id', (call) => documentOf(state, call, 200, readable(call, byId(call)))),
    get('/api/projects/__name__/:name', (call) =>
      documentOf(state, call, 200, enriched(state, call, readable(call, byName(call)))),
    ),
    get('/api/projects/__name__/:name/authorization', (call) => {
      requireStanding(state, call, byName(call), roleNeededFor(call.query));
      return reply(call, 200, { data: [] });
    }),
    post('/api/projects', (call) => createProject(state, call)),
    put('/api/projects/:id', (call) => updateProject(state, call, readable(call, byId(call)))),
    put('/api/projects/__name__/:name', (call) => updateProject(state, call, readable(call, byName(call)))),
    remove('/api/projects', (call) => deleteProject(state, call)),
  ];
}

/** What other components ask for besides; the key only if the owner has one. Attribute names are [assumed]. */
function enriched(state: State, { query }: Call, project: Project): Project {
  const additions: Record<string, string> = {};
  if (query.get('enrich_namespace') === 'true') additions['namespace'] = 'default-tenant';
  if (query.get('enrich_owner_access_key') === 'true') {
    const owner = state.users.get(project.owner);
    if (owner) additions['owner_username'] = owner.attributes.username;
    const key = state.accessKeys.ordered().find((candidate) => candidate.owner === project.owner);
    if (key) additions['owner_access_key'] = key.id;
  }
  return { ...project, attributes: { ...project.attributes, ...additions } };
}

/** Three pairs have been seen (§5.3); the others are judged by their action ([assumed]). */
function roleNeededFor(query: URLSearchParams): RoleName {
  const [action, subResource] = [query.get('action'), query.get('sub_resource')];
  if (action === 'authorization/roles' || subResource === 'authorization/owner' || action === 'delete') {
    return 'Admin';
  }
  return action === 'read' ? 'Viewer' : 'Editor';
}

function createProject(state: State, call: Call): SimResponse {
  requireProjectCreation(state, call);
  const { attributes, relationships } = readDocument(readJson(call), 'project', NewProject);
  const { owner_username: ownerName, ...given } = attributes;
  if (state.projects.size >= state.recordLimit) refuse(405, 'project limit reached');
  if (state.projects.with('name', given.name)) refuse(409, 'name is taken');
  const named = ownerName === undefined ? undefined : state.users.with('username', ownerName);
  if (ownerName !== undefined && !named) refuse(400, `unknown owner "${ownerName}"`);
  const owner = readOwner(state, relationships) ?? named ?? call.caller.user;

  const job = state.runner.open('project.creation', call);
  const now = wireTime(Date.now());
  const id = randomUUID();
  const project = state.projects.add({
    type: 'project',
    id,
    owner: owner.id,
    lastJob: job.id,
    roles: addRoles(state.roles, id),
    attributes: {
      description: '',
      labels: [],
      annotations: [],
      admin_status: 'online',
      mlrun_project: '',
      nuclio_project: '',
      ...given,
      operational_status: 'creating',
      created_at: now,
      updated_at: now,
    },
  });
  state.journal.record('project.created', project.id, project.attributes.name);
  const answer = documentOf(state, call, 201, project, {
    unasked: ['owner', 'tenant', 'project_group', 'last_job'],
  });
  state.runner.run(
    job,
    () => void state.projects.update(project, { operational_status: project.attributes.admin_status }),
  );
  return answer;
}

/** Editors change what a project is; who owns it is for its administrators ([assumed]). */
function updateProject(state: State, call: Call, project: Project): SimResponse {
  requireStanding(state, call, project, 'Editor');
  const { attributes, relationships } = readDocument(readJson(call), 'project', ProjectChanges);
  const owner = readOwner(state, relationships)?.id ?? project.owner;
  if (owner !== project.owner) requireStanding(state, call, project, 'Admin');
  const changes = Object.entries(attributes).filter(
    ([name, value]) => !isDeepStrictEqual(value, attributeOf(project, name)),
  );
  if (changes.length > 0 || owner !== project.owner) {
    project.owner = owner;
    const status = attributes.admin_status;
    state.projects.update(project, {
      ...Object.fromEntries(changes),
      ...(status && status !== project.attributes.admin_status ? { operational_status: status } : {}),
      updated_at: wireTime(Date.now()),
    });
    state.journal.record('project.updated', project.id);
  }
  return documentOf(state, call, 200, project);
}

/** By name, in the body. A project with content goes only by `cascading`. */
function deleteProject(state: State, call: Call): SimResponse {
  const { attributes } = readDocument(readJson(call), 'project', ProjectName);
  const named = state.projects.with('name', attributes.name);
  const project = requireStanding(state, call, named, 'Admin');
  const strategy = call.headers['igz-project-deletion-strategy'] ?? 'restricted'; // default [assumed]
  if (strategy !== 'restricted' && strategy !== 'cascading') refuse(400, 'unknown deletion strategy');
  if (strategy === 'restricted' && hasContent(project)) refuse(412, 'the project is not empty');
  const job = state.runner.open('project.deletion', call);
  project.lastJob = job.id;
  state.projects.update(project, { operational_status: 'deleting' });
  state.runner.run(job, () => void state.removeProject(project));
  return reply(call, 202, { data: { type: 'job', id: job.id } });
}

/** Functions and runs are other components' affair; what they note in the project stands for them here ([assumed]). */
const hasContent = ({ attributes }: Project) =>
  attributes.mlrun_project !== '' || attributes.nuclio_project !== '';

function readOwner(state: State, relationships: Relationships): User | undefined {
  const id = readOne(relationships, 'owner', 'user');
  if (id === undefined) return undefined;
  return state.users.get(id ?? '') ?? refuse(400, `unknown owner "${id}"`);
}
