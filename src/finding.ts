import { accessOf } from './access.ts';
import type { System } from './connector.ts';
import type { Directory } from './directory.ts';
import { accessEnds, formatRef, membershipEnds, parsePerson, parseRef, ref, type Ref } from './model/ref.ts';
import type { Access, Details, Group, Job, Membership, Person, Project, User } from './model/types.ts';
import type { OperationRecord } from './operation.ts';
import { ProblemError } from './problems.ts';

/** Anything an id can name. */
export type Found =
  System | User | Group | Project | Membership | Access | Job | Details | Person | OperationRecord;

/** The object an id names; null if there is none, the id is none, or its system is not known. */
export async function find(directory: Directory, id: string): Promise<Found | null> {
  const person = parsePerson(id);
  if (person) return (await directory.people()).find(person);
  const named = parseRef(id);
  const system = named && directory.findSystem(named.system);
  if (!named || !system) return null;
  const { kind, native } = named;
  const { users, groups, projects, jobs, workspaces } = directory.session(system.key);
  switch (kind) {
    case 'system':
      return system;
    case 'user':
      return users.byId.load(native);
    case 'group':
      return groups.byId.load(native);
    case 'project':
      return projects?.byId.load(native) ?? null;
    case 'membership':
      return findMembership(directory, named);
    case 'access':
      return findAccess(directory, named);
    case 'job':
      return jobs?.load(native) ?? null;
    case 'workspace':
      return workspaces?.load(native) ?? null;
  }
}

async function findMembership(directory: Directory, { system, native }: Ref): Promise<Membership | null> {
  const ends = membershipEnds(native);
  const reading = ends ? await directory.grantsOf(ref('project', system, ends.project)) : null;
  const found = reading?.items.find((membership) => membership.ref.native === native);
  if (!found && reading?.problem) throw ProblemError.of(reading.problem);
  return found ?? null;
}

async function findAccess(directory: Directory, { system, native }: Ref): Promise<Access | null> {
  const ends = accessEnds(native);
  const user = ends ? await directory.user(ref('user', system, ends.user)) : null;
  return ends && user ? accessOf(directory, user, formatRef(ref('project', system, ends.project))) : null;
}
