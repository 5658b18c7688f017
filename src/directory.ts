import DataLoader from 'dataloader';
import { capabilitiesOf, type Reading, type Session, type System, type UserFact } from './connector.ts';
import type { Capability } from './generated/types.ts';
import { keyedLoader, type Loader } from './loading.ts';
import { membershipEnds, parseRef, type Ref, type SystemKey } from './model/ref.ts';
import type { Details, Group, Job, Membership, Project, User, UserFacts } from './model/types.ts';
import { badInput, ProblemError } from './problems.ts';
import type { Scope } from './scope.ts';

type FactLoader<F extends UserFact> = (user: User) => UserFacts[F] | Promise<UserFacts[F]>;

/** One session with the loaders that stand on it: relations and facts, batched over the whole request. */
class Desk {
  readonly session: Session;
  readonly groupsOf: Loader<readonly Ref<'group'>[]>;
  readonly primaryGroupOf: Loader<Ref<'group'>> | undefined;
  readonly membersOf: Loader<readonly Ref<'user'>[]>;
  readonly grantsOf: Loader<Reading<Membership>> | undefined;
  readonly #facts = new Map<UserFact, FactLoader<UserFact>>();
  #grantsByMember: Promise<{ reading: Reading<Membership>; index: Map<string, Membership[]> }> | undefined;

  constructor(session: Session) {
    this.session = session;
    const { users, groups, projects } = session;
    this.groupsOf = keyedLoader('groupsOf', users.groups);
    this.primaryGroupOf = users.primaryGroup && keyedLoader('primaryGroupOf', users.primaryGroup);
    this.membersOf = keyedLoader('membersOf', groups.members);
    this.grantsOf = projects && keyedLoader('grantsOf', projects.memberships);
  }

  /** A fact of one account; batched with the same fact of others where it takes a read. */
  fact<F extends UserFact>(name: F, user: User): UserFacts[F] | Promise<UserFacts[F]> {
    const loader = (this.#facts.get(name) ?? this.#factLoader(name)) as FactLoader<F>;
    return loader(user);
  }

  #factLoader(name: UserFact): FactLoader<UserFact> {
    const source = this.session.users.facts[name];
    const loader = typeof source === 'function' ? factLoader(name, source) : (user: User) => user[name];
    this.#facts.set(name, loader);
    return loader;
  }

  /** What all projects grant to one member; the whole is read and indexed once. */
  async grantsTo(member: Ref<'user' | 'group'>): Promise<Reading<Membership> | null> {
    const { projects } = this.session;
    if (!projects) return null;
    this.#grantsByMember ??= projects.allMemberships().then((reading) => ({
      reading,
      index: Map.groupBy(reading.items, ({ member: { kind, native } }) => `${kind}/${native}`),
    }));
    const { reading, index } = await this.#grantsByMember;
    return { ...reading, items: index.get(`${member.kind}/${member.native}`) ?? [] };
  }
}

function factLoader(
  name: string,
  read: (users: readonly User[]) => Promise<ReadonlyMap<string, UserFacts[UserFact]>>,
): FactLoader<UserFact> {
  const loader = new DataLoader<User, UserFacts[UserFact], string>(
    async (users) => {
      const found = await read(users);
      return users.map(({ ref }) => found.get(ref.native) ?? null);
    },
    { name, cacheKeyFn: ({ ref }) => ref.native },
  );
  return (user) => loader.load(user);
}

/**
 * All systems as one request sees them. Opens a session per system when it is first needed; the only thing resolvers
 * call for data.
 */
export class Directory {
  readonly scope: Scope;
  readonly #systems: ReadonlyMap<SystemKey, System>;
  readonly #desks = new Map<SystemKey, Desk>();

  constructor(systems: readonly System[], scope: Scope) {
    this.#systems = new Map(systems.map((system) => [system.key, system]));
    this.scope = scope;
  }

  /** By key, in order. */
  get systems(): readonly System[] {
    return [...this.#systems.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  /** The system of this key; BAD_INPUT with the known keys if there is none. */
  requireSystem(key: string): System {
    const system = this.findSystem(key);
    if (system) return system;
    const known = this.systems.map((candidate) => candidate.key).join(', ');
    throw badInput(`There is no system ${JSON.stringify(key)}. Known systems: ${known}.`);
  }

  findSystem(key: string): System | undefined {
    return this.#systems.get(key as SystemKey);
  }

  session(key: SystemKey): Session {
    return this.#desk(key).session;
  }

  capabilities(key: SystemKey): readonly Capability[] {
    return capabilitiesOf(this.session(key));
  }

  /** The ref behind an id that an argument names; BAD_INPUT unless it is of this kind and of a known system. */
  requireRef<K extends Ref['kind']>(argument: string, id: string, kinds: readonly K[]): Ref<K> {
    const ref = parseRef(id);
    if (!ref) throw badInput(`\`${argument}\` is not an id. Take it from an object's \`id\`, unchanged.`);
    if (!isOfKind(ref, kinds)) {
      throw badInput(`\`${argument}\` is the id of a ${ref.kind}; it must be of a ${kinds.join(' or a ')}.`);
    }
    this.requireSystem(ref.system);
    return ref;
  }

  user(ref: Ref<'user'>): Promise<User | null> {
    return this.session(ref.system).users.byId.load(ref.native);
  }

  group(ref: Ref<'group'>): Promise<Group | null> {
    return this.session(ref.system).groups.byId.load(ref.native);
  }

  project(ref: Ref<'project'>): Promise<Project | null> {
    const { projects } = this.session(ref.system);
    return projects ? projects.byId.load(ref.native) : Promise.resolve(null);
  }

  member(ref: Ref<'user' | 'group'>): Promise<User | Group | null> {
    return isOfKind(ref, ['user']) ? this.user(ref) : this.group(ref as Ref<'group'>);
  }

  /** A fact of one account: at once where its list tells it, else read together with others'. */
  fact<F extends UserFact>(name: F, user: User): UserFacts[F] | Promise<UserFacts[F]> {
    return this.#desk(user.ref.system).fact(name, user);
  }

  /** The groups an account is in; a group named there may be gone. */
  async groupsOf(user: Ref<'user'>): Promise<readonly Ref<'group'>[]> {
    return (await this.#desk(user.system).groupsOf.load(user.native)) ?? [];
  }

  /** null: none, or the vendor has no such thing. */
  primaryGroupOf(user: Ref<'user'>): Promise<Ref<'group'> | null> {
    return this.#desk(user.system).primaryGroupOf?.load(user.native) ?? Promise.resolve(null);
  }

  /** The accounts in a group; null: no such group. */
  membersOf(group: Ref<'group'>): Promise<readonly Ref<'user'>[] | null> {
    return this.#desk(group.system).membersOf.load(group.native);
  }

  /** What a project grants; null: no such project, or no projects there at all. */
  grantsOf(project: Ref<'project'>): Promise<Reading<Membership> | null> {
    return this.#desk(project.system).grantsOf?.load(project.native) ?? Promise.resolve(null);
  }

  /** What all projects grant to one member itself; null: no projects there. */
  grantsTo(member: Ref<'user' | 'group'>): Promise<Reading<Membership> | null> {
    return this.#desk(member.system).grantsTo(member);
  }

  #desk(key: SystemKey): Desk {
    let desk = this.#desks.get(key);
    if (!desk) {
      desk = new Desk(this.requireSystem(key).open(this.scope));
      this.#desks.set(key, desk);
    }
    return desk;
  }
}

function isOfKind<K extends Ref['kind']>(ref: Ref, kinds: readonly K[]): ref is Ref<K> {
  return (kinds as readonly string[]).includes(ref.kind);
}
