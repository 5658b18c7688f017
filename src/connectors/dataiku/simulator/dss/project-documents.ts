import { z } from 'zod';
import type { Caller } from '../callers.ts';
import { Names, orElse, Properties, readBody, refuseIf, reply, silence } from '../replies.ts';
import { get, put, type Routes } from '../routing.ts';
import type { Dss } from './dss.ts';
import {
  bySubject,
  objectionToPermissions,
  PermissionsWrite,
  type Project,
  projectFor,
  readableProject,
  rightsIn,
} from './projects.ts';

const MetadataWrite = z.object({
  label: orElse(z.string(), ''),
  shortDesc: orElse(z.string(), ''),
  description: orElse(z.string(), ''),
  tags: orElse(Names, []),
  checklists: orElse(Properties, { checklists: [] }),
  custom: orElse(Properties, { kv: {} }),
});

const SettingsWrite = z.object({
  projectStatus: orElse(z.string(), 'Draft'),
  settings: orElse(Properties, {}),
  exposedObjects: orElse(Properties, { objects: [] }),
});

/** Replaces a project by what it has become; who did it goes into its version. */
function store(dss: Dss, caller: Caller, before: Project, change: Partial<Project>): void {
  dss.projects.set(before.projectKey, {
    ...before,
    ...change,
    versionNumber: before.versionNumber + 1,
    lastModifiedBy: caller.identifier,
    lastModifiedOn: Date.now(),
  });
}

/** P5 to P11: the documents of a project, each replaced as a whole. */
export const projectDocumentRoutes = (dss: Dss): Routes => [
  get('/projects/:key/metadata', ({ params, caller }) => {
    const { name, shortDesc, description, tags, checklists, custom } = readableProject(
      dss,
      caller,
      params['key'],
    );
    return reply({ label: name, shortDesc, description, tags, checklists, custom });
  }),
  put('/projects/:key/metadata', (request) => {
    const before = projectFor(dss, request.caller, request.params['key'], 'admin', 'writeProjectContent');
    const { label, ...metadata } = readBody(request, MetadataWrite);
    store(dss, request.caller, before, { ...metadata, name: label });
    dss.journal.record('project.updated', before.projectKey);
    return silence;
  }),
  get('/projects/:key/settings', ({ params, caller }) => {
    const { projectStatus, settings, exposedObjects } = projectFor(
      dss,
      caller,
      params['key'],
      'readProjectContent',
    );
    return reply({ projectStatus, settings, exposedObjects });
  }),
  put('/projects/:key/settings', (request) => {
    const before = projectFor(dss, request.caller, request.params['key'], 'admin');
    store(dss, request.caller, before, readBody(request, SettingsWrite));
    dss.journal.record('project.updated', before.projectKey);
    return silence;
  }),
  get('/projects/:key/permissions', ({ params, caller }) => {
    const project = projectFor(dss, caller, params['key'], 'admin', 'editPermissions');
    const { owner, permissions, dashboardAuthorizations, additionalDashboardUsers } = project;
    return reply({ owner, permissions, dashboardAuthorizations, additionalDashboardUsers });
  }),
  put('/projects/:key/permissions', (request) => {
    const { caller } = request;
    const before = projectFor(dss, caller, request.params['key'], 'admin', 'editPermissions');
    const after = readBody(request, PermissionsWrite);
    refuseIf(objectionToPermissions(before, after, rightsIn(before, caller)));
    store(dss, caller, before, after);
    recordPermissions(dss, before, after);
    return silence;
  }),
  get('/projects/:key/timeline', ({ params, query, caller }) => {
    const project = readableProject(dss, caller, params['key']);
    return reply(timeline(project, Number(query.get('itemCount') ?? 100)));
  }),
];

/** One effect for the document, and one for each membership or owner that changed. */
function recordPermissions(
  { journal }: Dss,
  before: Project,
  { owner, permissions }: Pick<Project, 'owner' | 'permissions'>,
): void {
  const { projectKey } = before;
  journal.record('project-permissions.updated', projectKey);
  if (owner !== before.owner) journal.record('project-owner.changed', projectKey);
  const [old, now] = [bySubject(before.permissions), bySubject(permissions)];
  for (const [who, entry] of now) {
    const former = old.get(who);
    if (!former) journal.record('membership.created', `${projectKey}/${who}`);
    else if (JSON.stringify(former) !== JSON.stringify(entry)) {
      journal.record('membership.updated', `${projectKey}/${who}`);
    }
  }
  for (const who of old.keys())
    if (!now.has(who)) journal.record('membership.deleted', `${projectKey}/${who}`);
}

/** Who did something and when (P11); not who may. */
function timeline(project: Project, itemCount: number): Record<string, unknown> {
  const { createdBy, createdOn, lastModifiedBy, lastModifiedOn, projectKey } = project;
  const items = [
    {
      action: 'EDIT',
      user: lastModifiedBy,
      time: lastModifiedOn,
      objectType: 'PROJECT',
      objectId: projectKey,
    },
    { action: 'CREATE', user: createdBy, time: createdOn, objectType: 'PROJECT', objectId: projectKey },
  ];
  return {
    allContributors: [...new Set([createdBy, lastModifiedBy])].map((login) => ({ login })),
    items: items.slice(0, itemCount),
    createdBy: { login: createdBy },
    createdOn,
    lastModifiedBy: { login: lastModifiedBy },
    lastModifiedOn,
  };
}
