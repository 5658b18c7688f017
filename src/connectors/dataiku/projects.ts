import type { Projects, Reading } from '../../connector.ts';
import { eachKey, type FetchMany, indexBy, keyedLoader, orNull } from '../../loading.ts';
import { ref } from '../../model/ref.ts';
import type { Membership, Project } from '../../model/types.ts';
import { fromPart, type Remembered, remembered } from '../../planner.ts';
import { inParts, inPortions, whole } from '../../portions.ts';
import { type Problem, ProblemError } from '../../problems.ts';
import { toMemberships } from './grants.ts';
import { toProject } from './mapping.ts';
import type { Reach } from './reach.ts';
import { arrivalIn, askList, rememberedEach } from './reading.ts';
import { rightsOf } from './rights.ts';
import { WireGrant, WireProject } from './wire.ts';

/** What each project grants takes an answer of its own: that of so many projects is held at a time. */
const PORTION = 50;

const keyOf = ({ key }: Project) => key;

export function openProjects({ client, system }: Reach): Projects {
  const toModel = (wire: WireProject) => toProject(system, wire);
  const ask = () => askList(system, client.projects, WireProject, toModel);
  const list = remembered(async () => whole(await ask()));
  const listed = remembered(async () => indexBy((await list()).items, keyOf));

  /**
   * From the list, which says more than the summary of one project. It holds only what the gateway's account may read,
   * so what is not on it is asked for: 404 says that there is none, 401 that nobody tells us (§3.2).
   */
  const find: FetchMany<Project> = async (keys) => {
    const projects = await listed();
    return eachKey(keys, async (key) => projects.get(key) ?? summary(key));
  };
  const summary = (key: string) =>
    orNull(async () => {
      const wire = await client.project(key);
      return wire.projectKey === key ? toModel(wire) : null;
    });

  const readGrants = (key: string) =>
    orNull(async () => {
      const { permissions } = await client.permissions(key);
      const reading = whole(arrivalIn(system, permissions, WireGrant, (wire) => wire));
      return { ...reading, items: toMemberships(ref('project', system, key), reading.items) };
    });

  const over = (projects: Remembered<Reading<Project>>, many: FetchMany<Project>): Projects => {
    const byKey = keyedLoader('projects', many);
    const grants = rememberedEach(readGrants);
    return {
      list: projects,
      portions: () =>
        inPortions(inParts(ask, PORTION), (part) => over(part, fromPart({ list: part, keyOf }, find))),
      byId: byKey,
      byKey,
      memberships: (keys) => eachKey(keys, grants),
      allMemberships: remembered(async () => {
        const all = await projects();
        return gathered(all, await eachKey(all.items.map(keyOf), grants));
      }),
      rights: rightsOf,
      covers: undefined,
    };
  };
  return over(list, find);
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
