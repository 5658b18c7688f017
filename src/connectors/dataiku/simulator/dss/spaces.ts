import { z } from 'zod';
import type { Caller } from '../callers.ts';
import { anyGroupHas } from '../groups.ts';
import type { Instance } from '../instance.ts';
import { randomId } from '../keyring.ts';
import {
  done,
  listed,
  Names,
  objections,
  orElse,
  readBody,
  refuse,
  refuseIf,
  reply,
  silence,
} from '../replies.ts';
import { get, post, put, remove, type Routes } from '../routing.ts';

const Entry = z.object({
  user: z.string().optional(),
  group: z.string().optional(),
  admin: orElse(z.boolean(), false),
  write: orElse(z.boolean(), false),
  read: orElse(z.boolean(), false),
});

const Entries: z.ZodType<readonly z.infer<typeof Entry>[]> = z.array(Entry);

const Write = z.object({
  displayName: orElse(z.string(), ''),
  description: orElse(z.string(), ''),
  color: orElse(z.string(), '#3B99FC'),
  tags: orElse(Names, []),
  permissions: orElse(Entries, []),
});

const Naming = z.object({ workspaceKey: orElse(z.string(), ''), id: orElse(z.string(), '') });

/** A workspace or a data collection: both share things with people and groups (§5.9). */
export type Space = Readonly<z.infer<typeof Write>>;

/** Where both kinds are kept, and the groups that may make them. */
export interface SpaceStore extends Pick<Instance, 'groups' | 'journal'> {
  readonly workspaces: Map<string, Space>;
  readonly collections: Map<string, Space>;
}

type Level = 'admin' | 'write' | 'read';

/** Whether a caller has a level; instance admins have all. */
function has(level: Level, { permissions }: Space, { admin, user, groups }: Caller): boolean {
  return (
    admin ||
    permissions.some(
      (entry) =>
        entry[level] &&
        (entry.user !== undefined
          ? entry.user === user?.login
          : entry.group !== undefined && groups.includes(entry.group)),
    )
  );
}

interface Kind {
  readonly path: string;
  readonly what: string;
  /** The attribute that names one. */
  readonly key: 'workspaceKey' | 'id';
  readonly mayCreate: string;
  readonly effect: string;
  readonly spaces: Map<string, Space>;
  /** The name to give to a new one, or why the one asked for cannot be. */
  name(asked: string): string;
  /** What is sent of one, beside its permissions. */
  shown(space: Space): Record<string, unknown>;
}

/** Who makes one is always among its administrators; for workspaces [assumed]. */
function withMaker(space: Space, caller: Caller): Space {
  if (!caller.user || has('admin', space, { ...caller, admin: false })) return space;
  const maker = { user: caller.user.login, admin: true, write: true, read: true };
  return { ...space, permissions: [maker, ...space.permissions] };
}

function routesOf(store: SpaceStore, kind: Kind): Routes {
  const { path, what, key, spaces } = kind;
  const record = (change: string, name: string) => store.journal.record(`${kind.effect}.${change}`, name);
  const sent = (name: string, space: Space, caller: Caller) => ({
    [key]: name,
    ...kind.shown(space),
    ...(has('admin', space, caller) ? { permissions: space.permissions } : {}),
  });
  const find = (name: string, level: Level, caller: Caller): Space => {
    const space = spaces.get(name);
    if (!space || !has('read', space, caller)) return refuse(objections.notFound(what, name));
    return has(level, space, caller) ? space : refuse(objections.forbidden(`You are not ${level} here`));
  };
  return [
    get(path, ({ caller }) => {
      const readable = spaces.entries().filter(([, space]) => has('read', space, caller));
      return reply(listed(readable).map(([name, space]) => sent(name, space, caller)));
    }),
    post(path, (request) => {
      const { caller } = request;
      if (!caller.admin && !anyGroupHas(store, caller.groups, kind.mayCreate)) refuse(objections.forbidden());
      const name = kind.name(readBody(request, Naming)[key]);
      spaces.set(name, withMaker(readBody(request, Write), caller));
      record('created', name);
      return key === 'id' ? reply({ id: name }) : done(`Created ${name}`);
    }),
    get(`${path}/:name`, ({ params, caller }) => {
      const name = params['name'] ?? '';
      return reply(sent(name, find(name, 'read', caller), caller));
    }),
    put(`${path}/:name`, (request) => {
      const name = request.params['name'] ?? '';
      find(name, 'admin', request.caller);
      spaces.set(name, readBody(request, Write));
      record('updated', name);
      return silence;
    }),
    remove(`${path}/:name`, ({ params, caller }) => {
      const name = params['name'] ?? '';
      find(name, 'admin', caller);
      spaces.delete(name);
      record('deleted', name);
      return silence;
    }),
  ];
}

/** X1 to X5. */
export const workspaceRoutes = (store: SpaceStore): Routes =>
  routesOf(store, {
    path: '/workspaces',
    what: 'Workspace',
    key: 'workspaceKey',
    mayCreate: 'mayCreateWorkspaces',
    effect: 'workspace',
    spaces: store.workspaces,
    name: (asked) => {
      refuseIf(/^\w+$/u.test(asked) ? undefined : objections.illegal(`Invalid workspace key '${asked}'`));
      refuseIf(
        store.workspaces.has(asked) ? objections.illegal(`Workspace '${asked}' already exists`) : undefined,
      );
      return asked;
    },
    shown: ({ displayName, description, color }) => ({ displayName, description, color }),
  });

/** X6 to X10. */
export const dataCollectionRoutes = (store: SpaceStore): Routes =>
  routesOf(store, {
    path: '/data-collections',
    what: 'Data collection',
    key: 'id',
    mayCreate: 'mayCreateDataCollections',
    effect: 'data-collection',
    spaces: store.collections,
    name: (asked) => {
      if (asked === '') return randomId();
      const free = /^[a-z0-9]{8}$/iu.test(asked) && !store.collections.has(asked);
      return free ? asked : refuse(objections.illegal(`Data collection id '${asked}' is invalid or used`));
    },
    shown: ({ displayName, description, color, tags }) => ({
      displayName,
      description,
      color,
      tags,
      itemCount: 0,
    }),
  });
