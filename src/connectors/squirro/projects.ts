import type { Projects, Reading } from '../../connector.ts';
import { eachKey, keyedLoader, orNull } from '../../loading.ts';
import { ref } from '../../model/ref.ts';
import type { Membership, Project } from '../../model/types.ts';
import { planned, remembered } from '../../planner.ts';
import { type Problem, ProblemError, problemOf } from '../../problems.ts';
import type { Client } from './client.ts';
import { toMemberships, toProject } from './mapping.ts';
import { decodeList, readList } from './reading.ts';
import { covers, rightsOf } from './rights.ts';
import { WireMember, WireProject } from './wire.ts';

const NOT_ALL = 'The gateway’s account is no administrator: only projects it can access are listed.';

export function projectsOf(client: Client): Projects {
  const { system } = client;
  const list = remembered(async () => {
    const reading = await readList(system, client.projects(), WireProject, (wire) => toProject(system, wire));
    return { ...reading, problem: reading.problem ?? (await partOfList()) };
  });

  /** The list silently leaves out what the caller may not access; administrators access all (squirro.md §11). */
  async function partOfList(): Promise<Problem | null> {
    const { role } = await client.signIn();
    const all = role === null || role === 'admin';
    return all ? null : problemOf('NOT_PERMITTED', { system, message: NOT_ALL });
  }

  const one = async (id: string) => {
    const wire = await orNull(() => client.project(id));
    return wire?.id === id ? toProject(system, wire) : null;
  };
  const byId = keyedLoader(
    'squirro projects',
    planned<Project>({ list, keyOf: ({ ref: { native } }) => native, listCalls: 1, one }),
  );

  const memberships = keyedLoader<Reading<Membership>>('squirro project members', (ids) =>
    eachKey(ids, async (id) => {
      const rows = await orNull(() => client.projectMembers(id));
      return rows && membershipsIn(id, rows);
    }),
  );

  function membershipsIn(id: string, rows: readonly unknown[]): Reading<Membership> {
    const { items, ...reading } = decodeList(system, rows, WireMember, (wire) => wire);
    return { ...reading, items: toMemberships(ref('project', system, id), items) };
  }

  /** Of a project that cannot be read, the reason. */
  const membershipsOrProblem = (project: Project) =>
    memberships.load(project.ref.native).catch((error: unknown) => {
      if (error instanceof ProblemError) return { items: [], problem: error.problem };
      throw error;
    });

  const allMemberships = remembered(async (): Promise<Reading<Membership>> => {
    const all = await list();
    const parts = await Promise.all(all.items.map(membershipsOrProblem));
    return {
      items: parts.flatMap((part) => part?.items ?? []),
      asOf: all.asOf,
      problem: all.problem ?? parts.find((part) => part?.problem)?.problem ?? null,
    };
  });

  return {
    list,
    byId,
    byKey: byId,
    memberships: (ids) => eachKey(ids, (id) => memberships.load(id)),
    allMemberships,
    rights: rightsOf,
    covers,
  };
}
