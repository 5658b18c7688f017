import type {
  CreateIguazioProjectInput,
  DeleteIguazioProjectInput,
  SetIguazioProjectOwnerInput,
  UpdateIguazioProjectInput,
} from '../../generated/types.ts';
import { ref } from '../../model/ref.ts';
import type { Plan, Planner, Read } from '../../writing.ts';
import { attributesIn, projectFields, projectName, taken } from './fields.ts';
import { ownerOf, readPlainProject } from './project-changes.ts';
import { requireUser } from './requirements.ts';
import { given, notFound, type Site } from './site.ts';

export const planCreateProject =
  (site: Site): Planner<Read<CreateIguazioProjectInput>> =>
  async (input): Promise<Plan> => {
    const name = String(taken(projectName, input.name));
    const { description } = attributesIn(projectFields, input);
    if (input.user) await requireUser(site, input.user, 'user');
    return {
      steps: [
        {
          write: 'project.create',
          args: given({ name, attributes: given({ description }), owner: input.user?.native }),
          document: `project named ${name}`,
          description: `make the project ${name}`,
        },
      ],
      target: name,
      targets: [],
    };
  };

const documentOf = (id: string) => `project ${id}`;

export const planUpdateProject =
  (site: Site): Planner<Read<UpdateIguazioProjectInput>> =>
  async (input): Promise<Plan> => {
    const { project } = input;
    const attributes = attributesIn(projectFields, input);
    const name = await site.nameOf(project);
    const step = {
      write: 'project.update',
      args: { id: project.native, attributes },
      document: documentOf(project.native),
      description: `change the project ${name}`,
    };
    return { steps: Object.keys(attributes).length > 0 ? [step] : [], target: name, targets: [project] };
  };

export const planSetProjectOwner =
  (site: Site): Planner<Read<SetIguazioProjectOwnerInput>> =>
  async ({ project, user }): Promise<Plan> => {
    const found = await readPlainProject(site, project.native);
    if (!found) throw notFound('project');
    const name = await requireUser(site, user, 'user');
    const before = ownerOf(found);
    const losing = before !== undefined && before !== user.native;
    const { name: of } = found.attributes;
    return {
      steps: [
        {
          write: 'project.update',
          args: { id: project.native, attributes: {}, owner: user.native },
          document: documentOf(project.native),
          description: `make ${name} the owner of ${of}`,
          touches: losing ? [ref('user', site.system, before)] : [],
        },
      ],
      target: of,
      targets: [project, user],
    };
  };

export const planDeleteProject =
  (site: Site): Planner<Read<DeleteIguazioProjectInput>> =>
  async ({ project, cascade, ignoreMissing }): Promise<Plan> => {
    const name = await site.nameOf(project);
    return {
      steps: [
        {
          write: 'project.delete',
          args: { id: project.native, cascade: cascade ?? false, ignoreMissing: ignoreMissing ?? false },
          document: documentOf(project.native),
          description: `delete the project ${name}`,
        },
      ],
      target: name,
      targets: [project],
    };
  };
