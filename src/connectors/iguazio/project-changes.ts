import { z } from 'zod';
import { orNull } from '../../loading.ts';
import { ref } from '../../model/ref.ts';
import { ProblemError } from '../../problems.ts';
import { type Change, done, open, refused, type Sent, working } from '../../writing.ts';
import { toDocument, toOne } from './documents.ts';
import { changesOf, differing } from './fields.ts';
import { idWhere } from './fresh.ts';
import { jobOf } from './jobs.ts';
import { OWNER } from './projects.ts';
import { Attributes, kindOf, type Site } from './site.ts';
import { WireProject } from './wire.ts';

/** null: there is none, or none that the gateway's account can see. */
export async function readPlainProject({ client }: Site, id: string): Promise<WireProject | null> {
  const document = await orNull(() => client.project(id, { include: OWNER }));
  return document?.data.id === id ? document.data : null;
}

export const ownerOf = ({ relationships }: WireProject): string | undefined =>
  relationships?.owner?.data?.id || undefined;

const toOwner = (owner: string) => ({ owner: toOne('user', owner) });

const CreateProject = z.object({
  name: z.string(),
  attributes: Attributes,
  owner: z.string().optional(),
});

/** §5.3. The project is known by its name, and made when its job has left `creating` behind. */
export const createProject = kindOf(CreateProject, (site, args): Change<WireProject | null> => {
  const { system, client } = site;
  const { name, attributes, owner } = args;
  const read = async () => {
    const id = await idWhere(system, WireProject, (query) => client.projects(query), { name });
    return id === null ? null : readPlainProject(site, id);
  };
  return {
    proof: 'READ_BACK',
    read,
    judge(project, { made }) {
      if (!project) return made === undefined ? open : working();
      const other = [
        ...differing(attributes, project.attributes),
        ...(owner === undefined || owner === ownerOf(project) ? [] : ['user']),
      ];
      if (other.length > 0) {
        const message = `A project of that name exists and is another one: it differs in ${other.join(', ')}.`;
        return refused('ALREADY_EXISTS', { system, message, field: other.slice(0, 1) });
      }
      if (project.attributes.operational_status === 'creating') return working();
      return done(ref('project', system, project.id));
    },
    async write(): Promise<Sent | undefined> {
      const relationships = owner === undefined ? {} : toOwner(owner);
      const body = toDocument('project', { description: '', ...attributes, name }, relationships);
      try {
        const { data } = await client.createProject(body);
        return {
          job: data.relationships?.last_job?.data?.id,
          made: ref('project', system, data.id),
        };
      } catch (error) {
        if (!(error instanceof ProblemError) || error.status !== 409) throw error;
        if (await read()) return undefined; // an attempt that seemed lost has come through, or another's
        const message = 'A project of that name exists that the gateway’s account cannot see.';
        throw new ProblemError('ALREADY_EXISTS', { system, message, field: ['name'], status: 409 });
      }
    },
  };
});

const UpdateProject = z.object({ id: z.string(), attributes: Attributes, owner: z.string().optional() });

/**
 * Whoever gives a project away may lose sight of it, and the platform's own client takes a 404 for that (§8.21). So it
 * is taken here, once the platform has said yes.
 */
export const updateProject = kindOf(UpdateProject, (site, args): Change<WireProject | null> => {
  const { system, client } = site;
  const { id, attributes, owner } = args;
  const isOwned = (project: WireProject) => owner === undefined || ownerOf(project) === owner;
  return {
    proof: 'READ_BACK',
    read: () => readPlainProject(site, id),
    judge(project, { made }) {
      if (!project && owner !== undefined && made !== undefined) return done();
      if (!project) return refused('NOT_FOUND', { system, field: ['project'] });
      return isOwned(project) && differing(attributes, project.attributes).length === 0 ? done() : open;
    },
    async write(project) {
      if (!project) return undefined;
      const changes = changesOf(attributes, project.attributes);
      const relationships = owner === undefined || isOwned(project) ? {} : toOwner(owner);
      await client.updateProject(id, toDocument('project', changes, relationships));
      return { made: ref('project', system, id) };
    },
  };
});

const DeleteProject = z.object({ id: z.string(), cascade: z.boolean(), ignoreMissing: z.boolean() });

/** §5.3: by the name that the project has at that moment, for a stale one could be another's by now (§8.22). */
export const deleteProject = kindOf(DeleteProject, (site, args): Change<WireProject | null> => {
  const { system, client } = site;
  const { id, cascade, ignoreMissing } = args;
  return {
    proof: 'READ_BACK',
    read: () => readPlainProject(site, id),
    judge(project, { attempts }) {
      if (project) return project.attributes.operational_status === 'deleting' ? working() : open;
      return attempts > 0 || ignoreMissing ? done() : refused('NOT_FOUND', { system, field: ['project'] });
    },
    async write(project) {
      if (!project) return undefined;
      const body = toDocument('project', { name: project.attributes.name });
      const strategy = cascade ? 'cascading' : 'restricted';
      return { job: jobOf(await orNull(() => client.deleteProject(body, strategy))) };
    },
  };
});
