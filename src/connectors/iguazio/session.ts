import type { Projects, Session, Users } from '../../connector.ts';
import { eachKey, keyedLoader, orNull } from '../../loading.ts';
import type { Ref, SystemKey } from '../../model/ref.ts';
import type { Group, Job } from '../../model/types.ts';
import { remembered } from '../../planner.ts';
import { ProblemError } from '../../problems.ts';
import type { Scope } from '../../scope.ts';
import { openAccounts } from './accounts.ts';
import type { Client } from './client.ts';
import type { Collection } from './collection.ts';
import { groupCollection, openGroups } from './groups.ts';
import { toJob, toUser } from './mapping.ts';
import { openProjects } from './projects.ts';
import { openUsers } from './users.ts';
import { openWrites } from './writes.ts';

/** Begins a request. `pages` outlives it: how many pages each list had when it was last read. */
export function openSession(
  system: SystemKey,
  client: Client,
  scope: Scope,
  pages: Map<string, number>,
): Session {
  const accounts = openAccounts(system, client, scope, pages);
  const groups = groupCollection(system, client, pages);
  const readJob = async (id: string): Promise<Job> => {
    scope.spendPerAccount(system); // a list of jobs would be their whole history
    return toJob(system, (await client.job(id)).data);
  };
  const users = openUsers(system, accounts, groups);
  const projects = openProjects(system, client, scope, pages);
  const version = remembered(() => readVersion(client));
  return {
    users,
    groups: openGroups(system, client, groups, accounts.related, pages.get('users') ?? 1),
    projects,
    jobs: keyedLoader('jobs', (ids) => eachKey(ids, (id) => orNull(() => readJob(id)))),
    workspaces: undefined,
    impersonation: undefined,
    writes: openWrites({ system, client, scope, version, nameOf: namesFrom(users, groups, projects) }),
    abilities: ['USER_STATUS'],
    self: remembered(async () => toUser(system, (await client.self()).data)),
    version,
    details: null,
  };
}

/** What people call an object that is about to be changed; its id, where that is not to be read. */
function namesFrom(users: Users, groups: Collection<Group>, projects: Projects) {
  return async ({ kind, native }: Ref): Promise<string> => {
    try {
      if (kind === 'user') return (await users.byId.load(native))?.username ?? native;
      const named = kind === 'group' ? groups : projects;
      return (await named.byId.load(native))?.name ?? native;
    } catch (error) {
      if (error instanceof ProblemError) return native;
      throw error;
    }
  };
}

/** The first node that answers with a release tells it (§2.3); null: none has one to tell. */
async function readVersion(client: Client): Promise<string | null> {
  let failure: ProblemError | undefined;
  for (const node of ['igz0', 'igz1', 'igz2']) {
    try {
      const release = await client.version(node);
      if (/^\d+\.\d+/u.test(release)) return release;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (error.problem.code !== 'NOT_FOUND') failure = error;
    }
  }
  if (failure) throw failure;
  return null;
}
