import type { SquirroAuthentication, SquirroGrant, SquirroSession } from '../../generated/types.ts';
import { eachKey, keyedLoader, type Loader, orNull } from '../../loading.ts';
import type { Scope } from '../../scope.ts';
import type { Client } from './client.ts';
import {
  type NamedProject,
  toAuthentication,
  toCustomData,
  toGrant,
  toProjectRole,
  toSession,
  withoutCredentials,
} from './details-mapping.ts';
import { told } from './reading.ts';
import type { WireFullAccount } from './wire.ts';

/** What Squirro tells account by account, or group by group, only. Every call counts against the request's limit. */
export interface PerAccount {
  config(id: string): Promise<unknown>;
  customData(id: string): Promise<unknown>;
  projects(id: string): Promise<readonly NamedProject[] | null>;
  authentications(id: string): Promise<readonly SquirroAuthentication[] | null>;
  readonly grants: Loader<readonly SquirroGrant[]>;
  session(id: string, session: string): Promise<SquirroSession | null>;
  readonly groupProjects: Loader<readonly NamedProject[]>;
}

export function perAccountOf(client: Client, scope: Scope): PerAccount {
  const { system } = client;

  /** A loader of one call per key, each of them counted. */
  const counted = <V>(name: string, read: (key: string) => Promise<V>): Loader<V> =>
    keyedLoader(name, (keys) =>
      eachKey(keys, (key) => {
        scope.spendPerAccount(system);
        return orNull(() => read(key));
      }),
    );

  const withoutProjects = counted('squirro full accounts', (id) =>
    client.fullAccount(id, { projects: false }),
  );
  const withProjects = counted('squirro full accounts and projects', (id) =>
    client.fullAccount(id, { projects: true }),
  );
  const full = scope.selects('SquirroUserDetails.projects') ? withProjects : withoutProjects;
  const partOf = async <T>(
    accounts: Loader<WireFullAccount>,
    id: string,
    part: (wire: WireFullAccount) => T,
  ) => {
    const wire = await accounts.load(id);
    return wire && part(wire);
  };

  const toProjectRoles = (projects: WireFullAccount['projects'], whose: string) =>
    told(projects, system, `the projects of ${whose}`).map((project) => toProjectRole(system, project));
  /** By the account's id, which holds no slash, and the session's. */
  const sessions = counted('squirro sessions', async (ends) => {
    const slash = ends.indexOf('/');
    const [id, session] = [ends.slice(0, slash), ends.slice(slash + 1)];
    return toSession(session, await client.session(id, session));
  });

  return {
    config: (id) => partOf(full, id, ({ config }) => withoutCredentials(config ?? null)),
    customData: (id) => partOf(full, id, toCustomData),
    projects: (id) => partOf(withProjects, id, ({ projects }) => toProjectRoles(projects, 'an account')),
    authentications: (id) =>
      partOf(full, id, ({ authentications }) => {
        if (!authentications) return null;
        return Object.entries(authentications).map(([service, wire]) => toAuthentication(service, wire));
      }),
    grants: counted('squirro grants', async (id) => (await client.grants(id)).map(toGrant)),
    session: (id, session) => sessions.load(`${id}/${session}`),
    groupProjects: counted('squirro group projects', async (id) =>
      toProjectRoles((await client.group(id, { projects: true })).projects, 'a group'),
    ),
  };
}
