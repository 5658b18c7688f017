import type { Ref } from '../../model/ref.ts';
import type { Inputs, Plan, Read } from '../../writing.ts';
import { given, unplaced, unsupported } from './inputs.ts';
import { type Losses, lossesOf } from './losses.ts';
import { sourceTypeOf } from './origins.ts';
import type { Reach } from './reach.ts';
import { checkerFor, checkPassword, nameFor, propertiesOf, userDocument } from './user-creation.ts';

type Input<M extends keyof Inputs> = Read<Inputs[M]>;

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
  const asked = { groups: groups ?? [], profile: userProfile };
  (await checkerFor(reach, [asked]))(asked);
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
