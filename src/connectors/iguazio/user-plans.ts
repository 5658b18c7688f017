import type { JsonObject } from '../../json.ts';
import { ProblemError, type Problem } from '../../problems.ts';
import type { Inputs, Plan, Planner, Read } from '../../writing.ts';
import { givesAdministration, standingOf, unseated } from './administration.ts';
import {
  attributesIn,
  newUserFields,
  password as passwordField,
  taken,
  userFields,
  username,
} from './fields.ts';
import { readAccount } from './fresh.ts';
import { documentOf, requireGroups, requirePrimary } from './requirements.ts';
import { badInput, given, leftOut, leftOutOf, notFound, type Site } from './site.ts';
import type { WireGroup } from './wire.ts';

type Input<M extends keyof Inputs> = Read<Inputs[M]>;

const PLACES = ['email', 'givenName', 'familyName', 'groups', 'iguazio'];

/** What the vendor's own client gives an account for which nothing was asked; it has to have at least one (§5.1). */
const DEFAULT_POLICIES = ['Developer', 'Application Read Only'];
const REQUIRED = [
  ['first_name', 'givenName'],
  ['last_name', 'familyName'],
  ['email', 'email'],
] as const;
/** What is sent where nothing was given (§5.1). */
const DEFAULTS = { assigned_policies: DEFAULT_POLICIES, phone_number: '', job_title: '', department: '' };

export const planCreateUser =
  (site: Site): Planner<Input<'createUser'>> =>
  async (input): Promise<Plan> => {
    const { attributes, leftOut: withoutPlace } = await readAttributes(site, newUserFields, input);
    for (const [name, field] of REQUIRED) {
      if (attributes[name] === undefined) throw badInput('The system makes no account without it.', field);
    }
    const name = String(taken(username, input.username));
    const primary = await requirePrimary(site, input.iguazio?.primaryGroup, 'iguazio', 'primaryGroup');
    const groups = await requireGroups(site, input.groups ?? [], 'groups');
    const { password } = input;
    return {
      steps: [
        {
          write: 'user.create',
          args: given({
            username: name,
            attributes,
            groups: [...new Set([...groups, ...(primary ? [primary] : [])].map(({ id }) => id))],
            primaryGroup: primary?.id,
            defaults: DEFAULTS,
          }),
          secrets:
            password === undefined ? undefined : { password: taken(passwordField('password'), password) },
          document: `account named ${name}`,
          description: `make the account ${name}`,
        },
      ],
      target: name,
      targets: [],
      leftOut: [
        ...leftOutOf(site.system, input, 'username', 'password', 'origin', ...PLACES),
        ...withoutPlace,
      ],
    };
  };

/**
 * What an input gives of an account. Ways to sign in are given by name or by where the account is to be signed in;
 * platforms before 3.5.5 do not know them (§2.3).
 */
async function readAttributes(
  site: Site,
  fields: typeof userFields,
  input: Pick<Input<'createUser'>, 'origin' | 'iguazio'> | Input<'updateUser'>,
): Promise<{ attributes: JsonObject; leftOut: readonly Problem[] }> {
  const { system } = site;
  const attributes = attributesIn(fields, input);
  const origin = 'origin' in input ? input.origin : undefined;
  if (origin !== undefined && origin !== 'LOCAL' && origin !== 'SSO') {
    const message = 'Accounts can be made here that sign in locally or by single sign-on.';
    throw new ProblemError('UNSUPPORTED', { system, message, field: ['origin'] });
  }
  const { authentication_methods: asked, ...rest } = attributes;
  const methods = asked ?? (origin === 'SSO' ? ['sso'] : undefined);
  if (methods === undefined) return { attributes: rest, leftOut: [] };
  if (await knowsMethods(site)) {
    return { attributes: { ...rest, authentication_methods: methods }, leftOut: [] };
  }
  if (origin === 'SSO') throw new ProblemError('UNSUPPORTED', { system, field: ['origin'] });
  return { attributes: rest, leftOut: [leftOut(system, 'iguazio', 'authenticationMethods')] };
}

/** A platform that does not tell its release is taken for an old one, as the vendor's client does. */
async function knowsMethods({ version }: Site): Promise<boolean> {
  const [major = 0, minor = 0, patch = 0] = (await version())?.match(/\d+/gu)?.map(Number) ?? [];
  return major > 3 || (major === 3 && (minor > 5 || (minor === 5 && patch >= 5)));
}

export const planUpdateUser =
  (site: Site): Planner<Input<'updateUser'>> =>
  async (input): Promise<Plan> => {
    const { system, client } = site;
    const { native: id } = input.user;
    const { attributes, leftOut: withoutPlace } = await readAttributes(site, userFields, input);
    const primary = await requirePrimary(site, input.iguazio?.primaryGroup, 'iguazio', 'primaryGroup');
    const groups = input.groups && (await requireGroups(site, input.groups, 'groups'));
    if (primary && groups?.every((group) => group.id !== primary.id)) {
      throw badInput('The primary group must be one of the groups.', 'iguazio', 'primaryGroup');
    }
    const account = await readAccount(client, id);
    if (!account) throw notFound('user');
    const { assigned_policies: policies } = attributes;
    const unseats = unseated(system, [standingOf(system, account)], {
      ...(policies === undefined ? {} : { policies: policies as readonly string[] }),
      ...(groups === undefined ? {} : { adminGroups: adminGroupsOf(site, groups) }),
    });
    const asked = Object.keys(attributes).length > 0 || groups !== undefined || primary !== undefined;
    const name = account.wire.attributes.username;
    const step = {
      write: 'user.update',
      args: given({ id, attributes, groups: groups?.map((group) => group.id), primaryGroup: primary?.id }),
      document: documentOf(id),
      description: `change the account ${name}`,
      touches: [input.user],
      unseats,
    };
    return {
      steps: asked ? [step] : [],
      target: name,
      targets: [input.user],
      leftOut: [
        ...leftOutOf(system, input, 'user', ...PLACES),
        ...(input.iguazio?.uid === undefined ? [] : [leftOut(system, 'iguazio', 'uid')]),
        ...withoutPlace,
      ],
    };
  };

const adminGroupsOf = ({ system }: Site, groups: readonly WireGroup[]): string[] =>
  groups.filter((group) => givesAdministration(system, group)).map(({ id }) => id);
