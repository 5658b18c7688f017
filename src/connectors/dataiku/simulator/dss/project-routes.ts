import { z } from 'zod';
import type { SimRequest, SimResponse } from '../../../../sandbox/exchange.ts';
import type { Caller } from '../callers.ts';
import { anyGroupHas } from '../groups.ts';
import {
  flagOf,
  listed,
  Names,
  objections,
  orElse,
  Properties,
  readBody,
  refuse,
  reply,
} from '../replies.ts';
import { get, post, remove, type Routes } from '../routing.ts';
import type { Dss } from './dss.ts';
import { pathOf } from './folders.ts';
import { EMPTY_PROJECT, Entries, type Project, readableProject, rightsIn } from './projects.ts';

const Creation = z.object({
  projectKey: orElse(z.string(), ''),
  name: orElse(z.string(), ''),
  owner: orElse(z.string(), ''),
  description: orElse(z.string(), ''),
  settings: orElse(Properties, {}),
  permissions: orElse(Entries, []),
  tags: orElse(Names, []),
});

const KEY = /^[A-Z]\w*$/u;

const tag = (versionNumber: number, login: string, lastModifiedOn: number) => ({
  versionNumber,
  lastModifiedBy: { login },
  lastModifiedOn,
});

function listItem({ users }: Dss, project: Project): Record<string, unknown> {
  const { projectKey, name, owner, shortDesc, description, tags, projectStatus } = project;
  return {
    projectKey,
    name,
    ownerLogin: owner,
    ownerDisplayName: users.get(owner)?.displayName ?? owner,
    shortDesc,
    ...(description === '' ? {} : { description }),
    tags,
    projectStatus,
    projectAppType: 'REGULAR',
    tutorialProject: false,
    versionTag: tag(project.versionNumber, project.lastModifiedBy, project.lastModifiedOn),
    creationTag: tag(0, project.createdBy, project.createdOn),
  };
}

function createProject(dss: Dss, request: SimRequest<Caller>): SimResponse {
  const { caller, query } = request;
  if (!caller.admin && !anyGroupHas(dss, caller.groups, 'mayCreateProjects')) {
    refuse(objections.mayNotCreateProjects());
  }
  const { projectKey, ...given } = readBody(request, Creation);
  if (!KEY.test(projectKey) || dss.projects.has(projectKey)) refuse(objections.invalidProjectKey(projectKey));
  const folderId = query.get('projectFolderId') ?? 'ROOT';
  if (!dss.folders.has(folderId)) refuse(objections.notFound('Project folder', folderId));
  const owner = given.owner === '' ? caller.identifier : given.owner;
  const [by, on] = [caller.identifier, Date.now()];
  dss.projects.set(projectKey, {
    ...EMPTY_PROJECT,
    ...given,
    projectKey,
    name: given.name === '' ? projectKey : given.name,
    owner,
    createdBy: by,
    createdOn: on,
    lastModifiedBy: by,
    lastModifiedOn: on,
    folderId,
  });
  dss.journal.record('project.created', projectKey);
  return reply(projectKey);
}

/** P1 to P4. */
export const projectRoutes = (dss: Dss): Routes => [
  get('/projects', ({ query, caller }) => {
    const tags = query.get('tags')?.split(',');
    const readable = dss.projects
      .values()
      .filter((project) => rightsIn(project, caller).size > 0)
      .filter((project) => !tags || project.tags.some((name) => tags.includes(name)));
    const located = flagOf(query, 'includeLocation');
    return reply(
      listed(readable).map((project) => ({
        ...listItem(dss, project),
        // [assumed]: the name of this key.
        ...(located ? { projectLocation: pathOf(dss, project.folderId) } : {}),
      })),
    );
  }),
  post('/projects', (request) => createProject(dss, request)),
  get('/projects/:key', ({ params, caller }) => {
    const project = readableProject(dss, caller, params['key']);
    const rights = rightsIn(project, caller);
    return reply({
      ...listItem(dss, project),
      isProjectAdmin: rights.has('admin'),
      canReadProjectContent: rights.has('readProjectContent'),
      canWriteProjectContent: rights.has('writeProjectContent'),
    });
  }),
  remove('/projects/:key', ({ params, query, caller }) => {
    const { projectKey } = readableProject(dss, caller, params['key']);
    if (!caller.admin) refuse(objections.forbidden());
    dss.projects.delete(projectKey);
    dss.journal.record('project.deleted', projectKey);
    const result = { messages: [], anyMessage: false, success: true, error: false };
    return flagOf(query, 'wait', true)
      ? dss.futures.finish(caller, result)
      : dss.futures.start(caller, { result });
  }),
];

const Check = z.object({
  items: z.array(z.object({ objectType: z.string(), objectProjectKey: z.string(), objectId: z.string() })),
});

/** P12: what the caller may do with objects; the reply's shape is [assumed]. */
export const permissionCheckRoutes = (dss: Dss): Routes => [
  post('/permissions/actions/check-objects', (request) =>
    reply({
      items: readBody(request, Check).items.map((item) => {
        const project = dss.projects.get(item.objectProjectKey);
        const rights = project ? rightsIn(project, request.caller) : undefined;
        return {
          ...item,
          canRead: rights?.has('readProjectContent') ?? false,
          canWrite: rights?.has('writeProjectContent') ?? false,
        };
      }),
    }),
  ),
];
