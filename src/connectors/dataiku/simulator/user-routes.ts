import type { Caller } from './callers.ts';
import { type Instance, WORLD_NOW } from './instance.ts';
import {
  done,
  flagOf,
  listed,
  type Objection,
  objections,
  readBody,
  refuse,
  refuseIf,
  reply,
  silence,
} from './replies.ts';
import { forAdmins, get, post, put, remove, type Routes } from './routing.ts';
import {
  NEW_USER,
  objectionToCreation,
  objectionToEdit,
  type User,
  UserCreation,
  type UserWrite,
  UserWriteWithPassword,
} from './users.ts';

/** A user as lists show it (§4.1); what nobody knows is left out. */
export function listItem({ product }: Instance, user: User): Record<string, unknown> {
  return {
    login: user.login,
    displayName: user.displayName,
    ...(user.email === null ? {} : { email: user.email }),
    groups: user.groups,
    sourceType: user.sourceType,
    userProfile: user.userProfile,
    enabled: user.enabled,
    ...(user.creationDate === undefined ? {} : { creationDate: user.creationDate }),
    welcomeTourSeen: true, // an attribute no client knows
    ...(product === 'DSS' ? dssExtras(user) : {}),
  };
}

function dssExtras({ sessions, userProfile, trial }: User): Record<string, unknown> {
  const expired = trial !== undefined && trial.expiresAt <= WORLD_NOW;
  return {
    activeWebSocketSesssions: sessions,
    codeAllowed: userProfile === 'FULL_DESIGNER' || userProfile === 'DATA_SCIENTIST',
    objectImgHash: 0,
    trialStatus: {
      exists: trial !== undefined,
      expired,
      valid: trial !== undefined && !expired,
      expiresOn: trial?.expiresAt ?? 0,
      grantedOn: trial?.grantedAt ?? 0,
    },
  };
}

/** A user with all settings (§4.2); Govern has no secrets, credentials and preferences. */
export function settingsOf(instance: Instance, user: User): Record<string, unknown> {
  const { secrets, credentials, preferences, userProperties, adminProperties } = user;
  return {
    ...listItem(instance, user),
    userProperties,
    adminProperties,
    ...(instance.product === 'DSS' ? { secrets, credentials, preferences } : {}),
  };
}

const activityOf = ({ login, lastLogin, lastActivity, enabled }: User) => ({
  login,
  lastSuccessfulLogin: lastLogin,
  lastFailedLogin: 0,
  lastSessionActivity: lastActivity,
  enabled,
});

/** Creates a user, or says why not. */
export function createUser(instance: Instance, creation: UserCreation): Objection | undefined {
  const { users, journal } = instance;
  const { login, password: _unseen, ...given } = creation;
  const objection =
    objectionToCreation(creation) ?? (users.has(login) ? objections.userExists(login) : undefined);
  if (objection) return objection;
  users.set(login, {
    ...NEW_USER,
    ...given,
    login,
    creationDate: Date.now(),
    sessions: 0,
    lastLogin: 0,
    lastActivity: 0,
    trial: undefined,
  });
  journal.record('user.created', login);
  return undefined;
}

/** Sets what a write gives, or says why not. A password counts only for `LOCAL` users. */
export function editUser(
  { users, journal }: Instance,
  before: User,
  { password, ...given }: Partial<UserWrite> & { password?: string | null | undefined },
): Objection | undefined {
  const after: User = { ...before, ...given };
  const objection = objectionToEdit(before, after, password);
  if (objection) return objection;
  users.set(after.login, after);
  journal.record('user.updated', after.login);
  if (after.sourceType === 'LOCAL' && (password ?? null) !== null)
    journal.record('password.changed', after.login);
  return undefined;
}

/**
 * Deletes a user at once, or says why not. What names the user elsewhere stays ([assumed]): permissions, owned projects,
 * and keys, which then stand for nobody.
 */
export function deleteUser(
  { users, journal }: Instance,
  login: string,
  caller: Caller,
  allowSelfDeletion: boolean,
): Objection | undefined {
  if (!users.has(login)) return objections.notFound('User', login);
  if (caller.user?.login === login && !allowSelfDeletion) return objections.selfDeletion();
  users.delete(login);
  journal.record('user.deleted', login);
  return undefined;
}

export const findUser = ({ users }: Instance, login = ''): User =>
  users.get(login) ?? refuse(objections.notFound('User', login));

/** U1 to U5, U9, U10. */
export const userRoutes = (instance: Instance): Routes => {
  const { users } = instance;
  return forAdmins([
    get('/admin/users', ({ query }) => {
      const shape = flagOf(query, 'includeSettings') ? settingsOf : listItem;
      return reply(listed(users.values()).map((user) => shape(instance, user)));
    }),
    post('/admin/users', (request) => {
      const creation = readBody(request, UserCreation);
      refuseIf(createUser(instance, creation));
      return done(`Created user ${creation.login}`);
    }),
    get('/admin/users/:login', ({ params }) =>
      reply(settingsOf(instance, findUser(instance, params['login']))),
    ),
    put('/admin/users/:login', (request) => {
      const before = findUser(instance, request.params['login']);
      refuseIf(editUser(instance, before, readBody(request, UserWriteWithPassword)));
      return done(`Edited user ${before.login}`);
    }),
    remove('/admin/users/:login', ({ params, query, caller }) => {
      refuseIf(deleteUser(instance, params['login'] ?? '', caller, flagOf(query, 'allowSelfDeletion')));
      return silence;
    }),
    get('/admin/users/:login/activity', ({ params }) =>
      reply(activityOf(findUser(instance, params['login']))),
    ),
    get('/admin/users-activity', ({ query }) => {
      const enabledOnly = flagOf(query, 'enabledUsersOnly');
      const asked = users.values().filter(({ enabled }) => enabled || !enabledOnly);
      return reply(listed(asked).map(activityOf));
    }),
  ]);
};

/** U11, which only DSS has. */
export const trialRoutes = (instance: Instance): Routes =>
  forAdmins([
    get('/admin/list-trial-expired-users', () => {
      const expired = instance.users.values().filter(({ trial }) => trial && trial.expiresAt <= WORLD_NOW);
      return reply(listed(expired).map((user) => listItem(instance, user)));
    }),
  ]);
