import { z } from 'zod';
import type { Account } from '../../../sandbox/world.ts';
import type { Caller } from './callers.ts';
import type { Outcome } from './futures.ts';
import { settingsNamed } from './iam.ts';
import type { Instance } from './instance.ts';
import { listed, type Objection, objections, orElse, readBody, refuse } from './replies.ts';
import { forAdmins, get, post, type Routes } from './routing.ts';
import { createUser, editUser, findUser } from './user-routes.ts';
import { USER_PROFILES } from './users.ts';

/** Someone as the directory knows them; attributes are [assumed] (§5.2). */
const ExternalUser = z.object({
  login: z.string(),
  displayName: z.string(),
  email: z.string(),
  groups: z.array(z.string()),
  sourceType: z.string(),
});
type ExternalUser = z.infer<typeof ExternalUser>;

/** People the directory has and the instance does not, yet. */
const NEWCOMERS: readonly ExternalUser[] = [
  { login: 'dorothy', displayName: 'Dorothy Vaughan', email: 'dorothy@example.org' },
  { login: 'mary.jackson', displayName: 'Mary Jackson', email: 'mary.jackson@example.org' },
].map((person) => ({ ...person, groups: ['cn-analysts'], sourceType: 'LDAP' }));

/** The LDAP directory behind an instance: the accounts of the world that come from it, and a few newcomers. */
class Directory {
  readonly #accounts: ReadonlyMap<string, Account>;
  readonly #directoryNames: ReadonlyMap<string, readonly string[]>;

  constructor({ world }: Instance) {
    const fromHere = world.accounts.filter(({ origin }) => origin === 'directory');
    this.#accounts = new Map(fromHere.map((account) => [account.username, account]));
    this.#directoryNames = new Map(world.groups.map(({ name, directoryNames }) => [name, directoryNames]));
  }

  get groups(): string[] {
    return [...new Set(this.#directoryNames.values().flatMap((names) => names))];
  }

  find(login: string): ExternalUser | undefined {
    const account = this.#accounts.get(login);
    return account ? this.#external(account) : NEWCOMERS.find((person) => person.login === login);
  }

  *all(): Iterable<ExternalUser> {
    for (const account of this.#accounts.values()) yield this.#external(account);
    yield* NEWCOMERS;
  }

  #external({ username, givenName, familyName, email, groups }: Account): ExternalUser {
    return {
      login: username,
      displayName: `${givenName} ${familyName}`,
      email,
      groups: groups.flatMap((name) => this.#directoryNames.get(name) ?? []),
      sourceType: 'LDAP',
    };
  }
}

/** What speaks against asking a supplier: only LDAP is set up here, and it must be enabled for what is asked of it. */
function objectionToSupplier(instance: Instance, type: string, option?: string): Objection | undefined {
  const settings = settingsNamed(instance, 'ldap-settings');
  const ready =
    type === 'LDAP' && settings['enabled'] === true && (option === undefined || settings[option] === true);
  return ready ? undefined : objections.unexpected(500, `User supplier ${type} cannot be asked on demand`);
}

const SUPPLIERS: readonly unknown[] = ['LDAP', 'AZURE_AD', 'CUSTOM'];

function supplierIn(type: unknown): string {
  return typeof type === 'string' && SUPPLIERS.includes(type)
    ? type
    : refuse(objections.illegal(`Not a user source type that can be asked: ${String(type)}`));
}

/** Local groups that stand for directory groups. */
const mapped = ({ groups }: Instance, directoryNames: readonly string[]): string[] =>
  [...groups.values()]
    .filter(({ ldapGroupNames }) => ldapGroupNames.some((name) => directoryNames.includes(name)))
    .map(({ name }) => name);

/** Rewrites users as the directory has them; groups that stand for no directory group are kept ([assumed]). */
function resync(instance: Instance, directory: Directory, logins: readonly string[]): Outcome {
  const objection = objectionToSupplier(instance, 'LDAP', 'allowOnDemandUsersSync');
  if (objection) return { failure: objection };
  const synced = logins.flatMap((login) => {
    const user = instance.users.get(login);
    const external = user?.sourceType === 'LDAP' ? directory.find(login) : undefined;
    if (!user || !external) return [];
    const own = user.groups.filter((name) => instance.groups.get(name)?.ldapGroupNames.length === 0);
    const groups = [...own, ...mapped(instance, external.groups)];
    editUser(instance, user, { displayName: external.displayName, email: external.email, groups });
    return [login];
  });
  return { result: { synced } };
}

/** Makes users of external ones; those that exist are left alone ([assumed]). */
function provision(instance: Instance, type: string, users: readonly ExternalUser[]): Outcome {
  const objection = objectionToSupplier(instance, type, 'allowOnDemandUsersProvisioning');
  if (objection) return { failure: objection };
  const userProfile = USER_PROFILES[0];
  const provisioned = users.filter((external) => {
    const groups = mapped(instance, external.groups);
    return !createUser(instance, { ...external, groups, userProfile, sourceType: 'LDAP', password: null });
  });
  return { result: { provisioned: provisioned.map(({ login }) => login) } };
}

/** S1 to S6: all start a task. */
export const supplierRoutes = (instance: Instance): Routes => {
  const directory = new Directory(instance);
  const { futures, users } = instance;
  const ask = (caller: Caller, type: string, answer: () => unknown) => {
    const failure = objectionToSupplier(instance, type);
    return futures.start(caller, failure ? { failure } : { result: answer() });
  };
  return forAdmins([
    post('/admin/users/actions/resync-multi', (request) => {
      // Without a body: everybody. An empty array is taken at its word: nobody ([assumed]).
      const everybody = request.rawBody.length === 0;
      const logins = everybody ? [...users.keys()] : readBody(request, z.array(z.string()));
      const unknown = logins.find((login) => !users.has(login));
      const outcome: Outcome =
        unknown === undefined
          ? resync(instance, directory, logins)
          : { failure: objections.notFound('User', unknown) };
      return futures.start(request.caller, outcome);
    }),
    post('/admin/users/actions/provision', (request) => {
      const Provision = z.object({ userSourceType: orElse(z.string(), ''), users: z.array(ExternalUser) });
      const { userSourceType, users: people } = readBody(request, Provision);
      return futures.start(request.caller, provision(instance, supplierIn(userSourceType), people));
    }),
    post('/admin/users/:login/actions/resync', ({ params, caller }) => {
      const { login, sourceType } = findUser(instance, params['login']);
      const failure = objectionToSupplier(instance, sourceType, 'allowOnDemandUsersSync');
      return futures.start(caller, failure ? { failure } : resync(instance, directory, [login]));
    }),
    get('/admin/external-groups', ({ query, caller }) =>
      ask(caller, supplierIn(query.get('userSourceType')), () => listed(directory.groups)),
    ),
    get('/admin/external-users', ({ query, caller }) => {
      const type = supplierIn(query.get('userSourceType'));
      return ask(caller, type, () => listed(externalUsers(directory, query)));
    }),
  ]);
};

/** By login or e-mail exactly; else the members of a group; else everyone (S5). */
function externalUsers(directory: Directory, query: URLSearchParams): readonly ExternalUser[] {
  const [login, email, group] = ['login', 'email', 'groupName'].map((name) => query.get(name));
  const everyone = [...directory.all()];
  if ((login ?? email ?? null) !== null) {
    return everyone.filter((user) => user.login === login || user.email === email);
  }
  return group === null || group === undefined
    ? everyone
    : everyone.filter(({ groups }) => groups.includes(group));
}
