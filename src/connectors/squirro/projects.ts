import type { Projects, Reading } from '../../connector.ts';
import { eachKey, type FetchMany, keyedLoader, type Loader, orNull } from '../../loading.ts';
import { ref } from '../../model/ref.ts';
import type { Membership, Project } from '../../model/types.ts';
import { fromPart, planned, type Remembered, remembered } from '../../planner.ts';
import { type Arrival, inParts, inPortions, whole } from '../../portions.ts';
import { type Problem, ProblemError, problemOf } from '../../problems.ts';
import type { Client } from './client.ts';
import { toMemberships, toProject } from './mapping.ts';
import { arrivalIn, askList } from './reading.ts';
import { covers, rightsOf } from './rights.ts';
import { WireMember, WireProject } from './wire.ts';

const NOT_ALL = 'The gateway’s account is no administrator: only projects it can access are listed.';

/** The members of each project take an answer of their own: those of so many projects are held at a time. */
const PORTION = 50;

export function projectsOf(client: Client): Projects {
  const { system } = client;
  const ask = async (): Promise<Arrival<Project>> => {
    const arrival = await askList(system, client.projects(), WireProject, (wire) => toProject(system, wire));
    const problem = await partOfList();
    return (size) => partsWith(problem, arrival(size));
  };
  const list = remembered(async () => whole(await ask()));

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
  const byId = planned<Project>({ list, keyOf, listCalls: 1, one });

  const readMemberships = async (id: string) => {
    const rows = await orNull(() => client.projectMembers(id));
    return rows && membershipsIn(id, rows);
  };

  function membershipsIn(id: string, rows: readonly unknown[]): Reading<Membership> {
    const { items, ...reading } = whole(arrivalIn(system, rows, WireMember, (wire) => wire));
    return { ...reading, items: toMemberships(ref('project', system, id), items) };
  }

  const over = (projects: Remembered<Reading<Project>>, many: FetchMany<Project>): Projects => {
    const byKey = keyedLoader('squirro projects', many);
    const memberships = keyedLoader('squirro project members', (ids) => eachKey(ids, readMemberships));
    return {
      list: projects,
      portions: () =>
        inPortions(inParts(ask, PORTION), (part) => over(part, fromPart({ list: part, keyOf }, byId))),
      byId: byKey,
      byKey,
      memberships: (ids) => eachKey(ids, (id) => memberships.load(id)),
      allMemberships: remembered(async () => gathered(await projects(), memberships)),
      rights: rightsOf,
      covers,
    };
  };
  return over(list, byId);
}

const keyOf = ({ ref: { native } }: Project) => native;

function* partsWith<T>(problem: Problem | null, parts: Iterable<Reading<T>>): Generator<Reading<T>, void> {
  for (const part of parts) yield { ...part, problem: part.problem ?? problem };
}

/** The members of all projects; of one that cannot be read, the reason. */
async function gathered(
  { items, asOf, problem }: Reading<Project>,
  memberships: Loader<Reading<Membership>>,
): Promise<Reading<Membership>> {
  const parts = await Promise.all(
    items.map(({ ref: { native } }) =>
      memberships.load(native).catch((error: unknown) => {
        if (error instanceof ProblemError) return { items: [], problem: error.problem };
        throw error;
      }),
    ),
  );
  return {
    items: parts.flatMap((part) => part?.items ?? []),
    asOf,
    problem: problem ?? parts.find((part) => part?.problem)?.problem ?? null,
  };
}
