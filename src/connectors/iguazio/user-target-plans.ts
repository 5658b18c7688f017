import type { Inputs, Plan, Planner, Read } from '../../writing.ts';
import { powerless, unseatedAlone } from './administration.ts';
import { password as passwordField, taken } from './fields.ts';
import { documentOf, requirePrimary } from './requirements.ts';
import { leftOutOf, type Site } from './site.ts';

type Input<M extends keyof Inputs> = Read<Inputs[M]>;

export const planSwitch =
  (site: Site, status: 'up' | 'down'): Planner<Input<'enableUser'>> =>
  async ({ user }): Promise<Plan> => {
    const name = await site.nameOf(user);
    const isEnd = status === 'down';
    return {
      steps: [
        {
          write: 'user.update',
          args: { id: user.native, attributes: { admin_status: status } },
          document: documentOf(user.native),
          description: `${isEnd ? 'disable' : 'enable'} the account ${name}`,
          ...(isEnd ? { touches: [user], unseats: await unseatedAlone(site, user.native, powerless) } : {}),
        },
      ],
      target: name,
      targets: [user],
    };
  };

export const planDeleteUser =
  (site: Site): Planner<Input<'deleteUser'>> =>
  async ({ user, ignoreMissing }): Promise<Plan> => {
    const name = await site.nameOf(user);
    return {
      steps: [
        {
          write: 'user.delete',
          args: { id: user.native, ignoreMissing: ignoreMissing ?? false },
          document: documentOf(user.native),
          description: `delete the account ${name}`,
          touches: [user],
          unseats: await unseatedAlone(site, user.native, powerless),
        },
      ],
      target: name,
      targets: [user],
    };
  };

export const planSetUserPassword =
  (site: Site): Planner<Input<'setUserPassword'>> =>
  async ({ user, newPassword, currentPassword }): Promise<Plan> => {
    const name = await site.nameOf(user);
    return {
      steps: [
        {
          write: 'user.password',
          args: { id: user.native },
          secrets: { password: taken(passwordField('newPassword'), newPassword) },
          document: documentOf(user.native),
          description: `set the password of ${name}`,
          touches: [user],
          credentialOf: user,
        },
      ],
      target: name,
      targets: [user],
      leftOut: leftOutOf(site.system, { currentPassword }),
    };
  };

export const planSetPrimaryGroup =
  (site: Site): Planner<Input<'setPrimaryGroup'>> =>
  async ({ user, group }): Promise<Plan> => {
    const primary = await requirePrimary(site, group, 'group');
    const name = await site.nameOf(user);
    return {
      steps: [
        {
          write: 'user.update',
          args: { id: user.native, attributes: {}, primaryGroup: primary?.id ?? null },
          document: documentOf(user.native),
          description: primary
            ? `make ${primary.attributes.name} the primary group of ${name}`
            : `leave ${name} without a primary group`,
        },
      ],
      target: name,
      targets: [user, ...(group ? [group] : [])],
    };
  };
