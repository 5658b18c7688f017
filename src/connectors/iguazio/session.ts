import type { Session } from '../../connector.ts';
import { eachKey, keyedLoader, orNull } from '../../loading.ts';
import type { SystemKey } from '../../model/ref.ts';
import type { Job } from '../../model/types.ts';
import { remembered } from '../../planner.ts';
import { ProblemError } from '../../problems.ts';
import type { Scope } from '../../scope.ts';
import { openAccounts } from './accounts.ts';
import type { Client } from './client.ts';

import { groupCollection, openGroups } from './groups.ts';
import { toJob, toUser } from './mapping.ts';
import { openProjects } from './projects.ts';
import { openUsers } from './users.ts';

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
  return {
    users: openUsers(system, accounts, groups),
    groups: openGroups(system, client, groups, accounts.related, pages.get('users') ?? 1),
    projects: openProjects(system, client, scope, pages),
    jobs: keyedLoader('jobs', (ids) => eachKey(ids, (id) => orNull(() => readJob(id)))),
    workspaces: undefined,
    impersonation: undefined,
    writes: undefined,
    abilities: ['USER_STATUS'],
    self: remembered(async () => toUser(system, (await client.self()).data)),
    version: remembered(() => readVersion(client)),
    details: null,
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
