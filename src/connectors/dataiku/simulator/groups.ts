import { z } from 'zod';
import type { Journal } from '../../../sandbox/exchange.ts';
import { flagsOf, type Product } from './products.ts';
import {
  done,
  listed,
  Names,
  objections,
  orElse,
  orNull,
  readBody,
  refuse,
  refuseIf,
  reply,
  silence,
} from './replies.ts';
import { forAdmins, get, post, put, remove, type Routes } from './routing.ts';

/** A group as kept and as sent, but for a description nobody gave. It holds no members: those stand in each user. */
export interface Group {
  readonly name: string;
  readonly description: string | null;
  readonly sourceType: string;
  readonly admin: boolean;
  readonly ldapGroupNames: readonly string[];
  readonly [flag: string]: unknown;
}

/** Where groups are kept. */
export interface GroupStore {
  readonly product: Product;
  readonly groups: Map<string, Group>;
  readonly journal: Journal;
}

const names = orElse(Names, []);
const off = orElse(z.boolean(), false);

const groupWrite = (product: Product) =>
  z.object({
    description: orNull(z.string()),
    sourceType: orElse(z.string(), 'LOCAL'),
    admin: off,
    ldapGroupNames: names,
    azureADGroupNames: names,
    ssoGroupNames: names,
    customGroupNames: names,
    ...(product === 'DSS' ? { canObtainAPITicketFromCookiesForGroupsRegex: orElse(z.string(), '') } : {}),
    ...Object.fromEntries(flagsOf(product).map((flag) => [flag, off])),
  });
const writes = { DSS: groupWrite('DSS'), GOVERN: groupWrite('GOVERN') } as const;

/** A group with the given settings; everything else is off, as in one just created ([assumed]). */
export const makeGroup = (product: Product, name: string, given: unknown): Group => ({
  name,
  ...writes[product].parse(given),
});

/** A group's global permission, held through any of the groups named. */
export const anyGroupHas = (
  { groups }: Pick<GroupStore, 'groups'>,
  names: readonly string[],
  flag: string,
): boolean => names.some((name) => groups.get(name)?.[flag] === true);

const Creation = z.object({
  name: orElse(z.string(), ''),
  description: orNull(z.string()),
  sourceType: orElse(z.string(), 'LOCAL'),
});

const NAME = /^[\w@.+-]{1,80}$/u;

/** G1 to G5. Deleting a group leaves its name where users and permissions have it ([assumed]). */
export const groupRoutes = ({ product, groups, journal }: GroupStore): Routes => {
  const find = (name = ''): Group => groups.get(name) ?? refuse(objections.notFound('Group', name));
  const sent = ({ description, ...group }: Group) =>
    description === null ? group : { ...group, description };

  return forAdmins([
    get('/admin/groups', () => reply(listed(groups.values()).map(sent))),
    post('/admin/groups', (request) => {
      const { name, ...given } = readBody(request, Creation);
      if (!NAME.test(name)) refuse(objections.invalidSettings(`Invalid group name '${name}'`));
      refuseIf(groups.has(name) ? objections.groupExists(name) : undefined);
      groups.set(name, makeGroup(product, name, given));
      journal.record('group.created', name);
      return done(`Created group ${name}`);
    }),
    get('/admin/groups/:name', ({ params }) => reply(sent(find(params['name'])))),
    put('/admin/groups/:name', (request) => {
      const { name } = find(request.params['name']);
      groups.set(name, { name, ...readBody(request, writes[product]) });
      journal.record('group.updated', name);
      return done(`Edited group ${name}`);
    }),
    remove('/admin/groups/:name', ({ params }) => {
      const { name } = find(params['name']);
      groups.delete(name);
      journal.record('group.deleted', name);
      return silence;
    }),
  ]);
};
