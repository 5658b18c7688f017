import { orNull } from '../../loading.ts';
import type { Ref } from '../../model/ref.ts';
import type { Problem } from '../../problems.ts';
import type { Inputs, Plan, Read, Step } from '../../writing.ts';
import { badField, checkName, given, notThere, propertiesIn, unplaced, unsupported } from './inputs.ts';
import { sourceTypeOf } from './origins.ts';
import type { Reach } from './reach.ts';
import { administers, adminsAmong, readGroups } from './seats.ts';
import { readUser } from './user-changes.ts';
import type { WireUser } from './wire.ts';

type Input<M extends keyof Inputs> = Read<Inputs[M]>;

const SHORTEST_LOGIN = 3;
const SHORTEST_PASSWORD = 5;

export const userDocument = (login: string) => `user ${login}`;

export async function planCreateUser(reach: Reach, input: Input<'createUser'>): Promise<Plan> {
  const { username: login, password, groups = [], dataiku = {} } = input;
  checkName(login, SHORTEST_LOGIN, 'username');
  const sourceType = sourceTypeOf(input.origin ?? 'LOCAL', dataiku.sourceType);
  const isLocal = sourceType === 'LOCAL';
  if (isLocal) checkPassword(password, 'password');
  const names = groups.map(({ native }) => native);
  await Promise.all([checkGroups(reach, names), checkProfile(reach, dataiku.profile)]);
  const properties = propertiesOf(dataiku);
  const settings = given({
    displayName: nameFor(input.displayName ?? login),
    email: input.email,
    sourceType,
    userProfile: dataiku.profile,
    groups: names,
    ...properties,
  });
  const document = userDocument(login);
  const create: Step = {
    write: 'user.create',
    args: { login, ...settings },
    ...(isLocal && password !== undefined ? { secrets: { password } } : {}),
    document,
    description: `create ${login}`,
  };
  const update: Step = {
    write: 'user.update',
    args: { login, set: given(properties) },
    document,
    description: `set the properties of ${login}`,
  };
  return {
    steps: Object.keys(given(properties)).length > 0 ? [create, update] : [create],
    target: login,
    targets: [],
    leftOut: [...unplaced(input, ...CREATED), ...(isLocal || password === undefined ? [] : [NO_PASSWORD])],
  };
}

const CREATED = ['username', 'email', 'password', 'displayName', 'origin', 'groups', 'dataiku'];
const NO_PASSWORD: Problem = unsupported(['password'], 'Only accounts of origin LOCAL have a password here.');

const propertiesOf = (dataiku: {
  readonly userProperties?: unknown;
  readonly adminProperties?: unknown;
}) => ({
  userProperties: propertiesIn(dataiku.userProperties, ['dataiku', 'userProperties']),
  adminProperties: propertiesIn(dataiku.adminProperties, ['dataiku', 'adminProperties']),
});

function nameFor(displayName: string): string {
  if (displayName.trim() === '') throw badField(['displayName'], 'The name for people must not be empty.');
  return displayName;
}

export function checkPassword(password: string | undefined, field: string): void {
  if ((password?.length ?? 0) >= SHORTEST_PASSWORD) return;
  throw badField([field], `A local account needs a password of ${SHORTEST_PASSWORD} characters or more.`);
}

/** Whether the server minds names of groups that are not there is not known (§6.3). */
export async function checkGroups(reach: Reach, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const there = new Set((await readGroups(reach)).map(({ name }) => name));
  const missing = names.findIndex((name) => !there.has(name));
  if (missing >= 0) throw notThere(['groups', String(missing)], 'There is no such group.');
}

/** A profile that is not in the licence may be replaced without a word (§6.3). Where the licence is not told, the server decides. */
export async function checkProfile({ client }: Reach, profile: string | undefined): Promise<void> {
  if (profile === undefined) return;
  const licensed = (await orNull(client.licensing))?.base?.userProfiles;
  if (!licensed || licensed.includes(profile)) return;
  throw badField(['dataiku', 'profile'], `The licence has: ${licensed.join(', ')}.`);
}

type Losses = Pick<Step, 'touches' | 'unseats'>;

/** What an account may lose by a step, as far as it is there. `after`: what it will be; null: of no use any more. */
async function lossesOf(
  reach: Reach,
  user: Ref<'user'>,
  after: (before: WireUser) => WireUser | null,
): Promise<Losses> {
  const [state, groups] = await Promise.all([readUser(reach, user.native), readGroups(reach)]);
  if (!state) return {};
  const powers = adminsAmong(groups);
  const [before, then] = [state.known, after(state.known)];
  if (then !== null && !loses(before, then)) return {};
  const stays = then !== null && administers(then, powers);
  return administers(before, powers) && !stays ? { touches: [user], unseats: [user] } : { touches: [user] };
}

/** Leaving a group, another profile and another way of signing in each cost an account something. */
const loses = (before: WireUser, after: WireUser): boolean =>
  (before.groups ?? []).some((name) => !after.groups?.includes(name)) ||
  before.userProfile !== after.userProfile ||
  before.sourceType !== after.sourceType;

export async function planUpdateUser(reach: Reach, input: Input<'updateUser'>): Promise<Plan> {
  const { user, displayName, email, dataiku = {} } = input;
  const groups = input.groups?.map(({ native }) => native);
  const { profile: userProfile } = dataiku;
  const sourceType = dataiku.sourceType && sourceTypeOf('LOCAL', dataiku.sourceType);
  const set = given({
    displayName: displayName === undefined ? undefined : nameFor(displayName),
    email,
    groups,
    userProfile,
    sourceType,
    ...propertiesOf(dataiku),
  });
  await Promise.all([checkGroups(reach, groups ?? []), checkProfile(reach, userProfile)]);
  const matters = (groups ?? userProfile ?? sourceType) !== undefined;
  const losses = matters
    ? await lossesOf(reach, user, (before) => ({
        ...before,
        groups: groups ?? before.groups,
        userProfile: userProfile ?? before.userProfile,
        sourceType: sourceType ?? before.sourceType,
      }))
    : {};
  const plan = planSettings(user, set, `change ${user.native}`, losses);
  return { ...plan, leftOut: unplaced(input, 'displayName', 'email', 'groups', 'dataiku') };
}

const planSettings = (
  user: Ref<'user'>,
  set: ReturnType<typeof given>,
  description: string,
  losses: Losses = {},
): Plan => ({
  steps: [
    {
      write: 'user.update',
      args: { login: user.native, set },
      document: userDocument(user.native),
      description,
      ...losses,
    },
  ],
  target: user.native,
  targets: [user],
});

export const planEnableUser = ({ user }: Input<'enableUser'>): Plan =>
  planSettings(user, { enabled: true }, `enable ${user.native}`);

export const planDisableUser = async (reach: Reach, { user }: Input<'disableUser'>): Promise<Plan> =>
  planSettings(user, { enabled: false }, `disable ${user.native}`, await lossesOf(reach, user, () => null));

export const planDeleteUser = async (
  reach: Reach,
  { user, ignoreMissing = false }: Input<'deleteUser'>,
): Promise<Plan> => ({
  steps: [
    {
      write: 'user.delete',
      args: { login: user.native, ignoreMissing },
      document: userDocument(user.native),
      description: `delete ${user.native}`,
      ...(await lossesOf(reach, user, () => null)),
    },
  ],
  target: user.native,
  targets: [user],
});

export function planSetPassword(input: Input<'setUserPassword'>): Plan {
  const { user, newPassword, currentPassword } = input;
  checkPassword(newPassword, 'newPassword');
  return {
    steps: [
      {
        write: 'user.password',
        args: { login: user.native },
        secrets: { password: newPassword },
        document: userDocument(user.native),
        description: `set the password of ${user.native}`,
        touches: [user],
        credentialOf: user,
      },
    ],
    target: user.native,
    targets: [user],
    leftOut: currentPassword === undefined ? [] : [unsupported(['currentPassword'])],
  };
}
