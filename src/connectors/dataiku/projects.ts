import type { Projects, Reading } from '../../connector.ts';
import { eachKey, type FetchMany, indexBy, keyedLoader, orNull } from '../../loading.ts';
import { ref } from '../../model/ref.ts';
import type { Membership, Project } from '../../model/types.ts';
import { remembered } from '../../planner.ts';
import { type Problem, ProblemError } from '../../problems.ts';
import { toMemberships } from './grants.ts';
import { toProject } from './mapping.ts';
import type { Reach } from './reach.ts';
import { decodeList, readList, rememberedEach } from './reading.ts';
import { rightsOf } from './rights.ts';
import { WireGrant, WireProject } from './wire.ts';

export function openProjects({ client, system }: Reach): Projects {
  const toModel = (wire: WireProject) => toProject(system, wire);
  const list = remembered(() => readList(system, client.projects, WireProject, toModel));

  /**
   * From the list, which says more than the summary of one project. It holds only what the gateway's account may read,
   * so what is not on it is asked for: 404 says that there is none, 401 that nobody tells us (§3.2).
   */
  const find: FetchMany<Project> = async (keys) => {
    const listed = indexBy((await list()).items, ({ key }) => key);
    return eachKey(keys, async (key) => listed.get(key) ?? summary(key));
  };
  const summary = (key: string) =>
    orNull(async () => {
      const wire = await client.project(key);
      return wire.projectKey === key ? toModel(wire) : null;
    });

  const grants = rememberedEach((key) =>
    orNull(async () => {
      const { permissions } = await client.permissions(key);
      const reading = decodeList(system, permissions, WireGrant, (wire) => wire);
      return { ...reading, items: toMemberships(ref('project', system, key), reading.items) };
    }),
  );

  const byKey = keyedLoader('projects', find);
  return {
    list,
    byId: byKey,
    byKey,
    memberships: (keys) => eachKey(keys, grants),
    allMemberships: remembered(async () => {
      const projects = await list();
      const found = await eachKey(
        projects.items.map(({ key }) => key),
        grants,
      );
      return gathered(projects, found);
    }),
    rights: rightsOf,
    covers: undefined,
  };
}

/** The grants of all projects. One that could not be read costs its own rows, and the whole says that they are missing. */
function gathered(
  projects: Reading<Project>,
  found: ReadonlyMap<string, Reading<Membership> | Error>,
): Reading<Membership> {
  const items: Membership[] = [];
  const problems: Problem[] = projects.problem ? [projects.problem] : [];
  for (const reading of found.values()) {
    if (reading instanceof ProblemError) problems.push(reading.problem);
    else if (reading instanceof Error) throw reading;
    else {
      items.push(...reading.items);
      if (reading.problem) problems.push(reading.problem);
    }
  }
  return { items, asOf: projects.asOf, problem: worstOf(problems) };
}

/** What a lesser account may never read is known beforehand; anything else is news. */
const worstOf = (problems: readonly Problem[]): Problem | null =>
  problems.find(({ code }) => code !== 'NOT_PERMITTED') ?? problems[0] ?? null;
