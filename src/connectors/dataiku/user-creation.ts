import type { JsonObject } from '../../json.ts';
import { orNull } from '../../loading.ts';
import type { Ref } from '../../model/ref.ts';
import type { Problem } from '../../problems.ts';
import type { Inputs, Plan, Read, Step } from '../../writing.ts';
import {
  badField,
  checkName,
  given,
  notThere,
  type Properties,
  propertiesIn,
  unplaced,
  unsupported,
} from './inputs.ts';
import { sourceTypeOf } from './origins.ts';
import type { Reach } from './reach.ts';
import { readGroups } from './seats.ts';

type Input = Read<Inputs['createUser']>;

const SHORTEST_LOGIN = 3;
const SHORTEST_PASSWORD = 5;

export const userDocument = (login: string) => `user ${login}`;

export const namesOf = (groups: readonly Ref<'group'>[] = []): string[] => groups.map(({ native }) => native);

/** An account to be made, checked as far as that takes no look at the system. */
export interface Creation {
  readonly login: string;
  readonly settings: JsonObject;
  readonly password: string | undefined;
  readonly leftOut: readonly Problem[];
}

type Described = Pick<
  Input,
  'username' | 'email' | 'password' | 'displayName' | 'origin' | 'groups' | 'dataiku'
>;

export function creationOf(input: Described): Creation {
  const { username: login, password, groups, dataiku = {} } = input;
  checkName(login, SHORTEST_LOGIN, 'username');
  const sourceType = sourceTypeOf(input.origin ?? 'LOCAL', dataiku.sourceType);
  const isLocal = sourceType === 'LOCAL';
  if (isLocal) checkPassword(password, 'password');
  const settings = given({
    displayName: nameFor(input.displayName ?? login),
    email: input.email,
    sourceType,
    userProfile: dataiku.profile,
    groups: namesOf(groups),
    ...propertiesOf(dataiku),
  });
  const leftOut = isLocal || password === undefined ? [] : [NO_PASSWORD];
  return { login, settings, password: isLocal ? password : undefined, leftOut };
}

const NO_PASSWORD: Problem = unsupported(['password'], 'Only accounts of origin LOCAL have a password here.');

export const propertiesOf = (dataiku: {
  readonly userProperties?: unknown;
  readonly adminProperties?: unknown;
}): Partial<Record<'userProperties' | 'adminProperties', Properties | undefined>> => ({
  userProperties: propertiesIn(dataiku.userProperties, ['dataiku', 'userProperties']),
  adminProperties: propertiesIn(dataiku.adminProperties, ['dataiku', 'adminProperties']),
});

/** The server wants one that is not empty. */
export function nameFor(displayName: string): string {
  if (displayName.trim() === '') throw badField(['displayName'], 'The name for people must not be empty.');
  return displayName;
}

export function checkPassword(password: string | undefined, field: string): void {
  if ((password?.length ?? 0) >= SHORTEST_PASSWORD) return;
  throw badField([field], `A local account needs a password of ${SHORTEST_PASSWORD} characters or more.`);
}

interface Asked {
  readonly groups: readonly string[];
  readonly profile: string | undefined;
}

/**
 * Checks what is asked for against one look at what there is. Whether the server minds groups that are not there is not
 * known, and a profile that is not in the licence may be replaced without a word (§6.3).
 */
export async function checkerFor(reach: Reach, all: readonly Asked[]): Promise<(asked: Asked) => void> {
  const [there, licensed] = await Promise.all([
    all.some(({ groups }) => groups.length > 0) ? readGroups(reach) : [],
    all.some(({ profile }) => profile !== undefined) ? profilesOf(reach) : null,
  ]);
  const known = new Set(there.map(({ name }) => name));
  return ({ groups, profile }) => {
    const missing = groups.findIndex((name) => !known.has(name));
    if (missing >= 0) throw notThere(['groups', String(missing)], 'There is no such group.');
    if (profile === undefined || !licensed || licensed.includes(profile)) return;
    throw badField(['dataiku', 'profile'], `The licence has: ${licensed.join(', ')}.`);
  };
}

/** null: not told, so that the server decides. */
const profilesOf = async ({ client }: Reach): Promise<readonly string[] | null> =>
  (await orNull(client.licensing))?.base?.userProfiles ?? null;

/** The step that makes an account. */
export const creating = ({ login, settings, password }: Creation): Step => ({
  write: 'user.create',
  args: { login, ...settings },
  ...(password === undefined ? {} : { secrets: { password } }),
  document: userDocument(login),
  description: `create ${login}`,
});

const PLACED = ['username', 'email', 'password', 'displayName', 'origin', 'groups', 'dataiku'];

export async function planCreateUser(reach: Reach, input: Input): Promise<Plan> {
  const creation = creationOf(input);
  const { login } = creation;
  const asked = { groups: namesOf(input.groups), profile: input.dataiku?.profile };
  (await checkerFor(reach, [asked]))(asked);
  const properties = given({ ...propertiesOf(input.dataiku ?? {}) });
  const update: Step = {
    write: 'user.update',
    args: { login, set: properties },
    document: userDocument(login),
    description: `set the properties of ${login}`,
  };
  return {
    steps: [creating(creation), ...(Object.keys(properties).length > 0 ? [update] : [])],
    target: login,
    targets: [],
    leftOut: [...unplaced(input, ...PLACED), ...creation.leftOut],
  };
}
