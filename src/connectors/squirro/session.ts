import { orNull } from '../../loading.ts';
import type { Groups, Projects, Session, Users } from '../../connector.ts';
import type { Details, User } from '../../model/types.ts';
import { remembered } from '../../planner.ts';
import type { Scope } from '../../scope.ts';
import type { Writes } from '../../writing.ts';
import { usersOf } from './accounts.ts';
import { Client } from './client.ts';
import type { Connection } from './connection.ts';
import { groupsOf } from './groups.ts';
import { type PerAccount, perAccountOf } from './per-account.ts';
import { projectsOf } from './projects.ts';
import { type Workspaces, workspacesOf } from './workspaces.ts';
import { writesOf } from './writes.ts';

/** What one request may ask of one Squirro: the seam's questions, and those of its own types (details.ts). */
export class SquirroSession implements Session {
  readonly users: Users;
  readonly groups: Groups;
  readonly projects: Projects;
  readonly jobs = undefined;
  readonly workspaces: Session['workspaces'];
  readonly impersonation = undefined;
  readonly writes: Writes;
  readonly abilities = ['CREDENTIALS', 'CUSTOM_DATA'] as const;
  readonly details: Details;
  readonly perAccount: PerAccount;
  readonly workspaceReads: Workspaces;
  /** null: the release knows none. */
  readonly passwordPolicy: () => Promise<unknown>;
  readonly #client: Client;

  constructor(connection: Connection, scope: Scope) {
    const client = new Client(connection, scope);
    const groups = groupsOf(client);
    this.#client = client;
    this.groups = groups;
    this.users = usersOf(client, scope, groups);
    this.projects = projectsOf(client);
    this.perAccount = perAccountOf(client, scope);
    this.workspaceReads = workspacesOf(client, scope);
    this.workspaces = this.workspaceReads.byDomain;
    this.writes = writesOf(client);
    this.details = { __typename: 'SquirroSystemDetails', system: client.system };
    this.passwordPolicy = remembered(() => orNull(() => client.passwordPolicy()));
  }

  async self(): Promise<User | null> {
    const { userId } = await this.#client.signIn();
    return userId === null ? null : this.users.byId.load(userId);
  }

  /** Squirro does not tell its release. */
  async version(): Promise<null> {
    return null;
  }
}
