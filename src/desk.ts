import DataLoader from 'dataloader';
import type { Projects, Reading, Session, UserFact } from './connector.ts';
import { keyedLoader, type Loader } from './loading.ts';
import type { Ref } from './model/ref.ts';
import type { Membership, User, UserFacts } from './model/types.ts';

type FactLoader<F extends UserFact> = (user: User) => UserFacts[F] | Promise<UserFacts[F]>;

/** A portion of one of a system's lists. */
export type Portion = Partial<Pick<Session, 'users' | 'groups' | 'projects'>>;

/** A session with other parts; what is a method of its own stays one. */
const withParts = (session: Session, parts: Portion): Session => ({
  ...session,
  self: () => session.self(),
  version: () => session.version(),
  ...parts,
});

const wholeOf = ({ list, allMemberships }: Projects) => ({ list, allMemberships });

/** One session with the loaders that stand on it: relations and facts, batched over the whole request. */
export class Desk {
  readonly session: Session;
  /** What the request's own list is read from: the session, or a portion of it. */
  readonly rows: Session;
  readonly groupsOf: Loader<readonly Ref<'group'>[]>;
  readonly primaryGroupOf: Loader<Ref<'group'>> | undefined;
  readonly membersOf: Loader<readonly Ref<'user'>[]>;
  readonly grantsOf: Loader<Reading<Membership>> | undefined;
  readonly #facts = new Map<UserFact, FactLoader<UserFact>>();

  constructor(session: Session, rows = session) {
    this.session = session;
    this.rows = rows;
    const { users, groups, projects } = session;
    this.groupsOf = keyedLoader('groupsOf', users.groups);
    this.primaryGroupOf = users.primaryGroup && keyedLoader('primaryGroupOf', users.primaryGroup);
    this.membersOf = keyedLoader('membersOf', groups.members);
    this.grantsOf = projects && keyedLoader('grantsOf', projects.memberships);
  }

  /** The desk for a portion: relations are batched anew, so that nothing of it stays behind. */
  with(portion: Portion): Desk {
    const { users, groups, projects } = this.session;
    const known = {
      ...(portion.users && { users: { ...portion.users, list: users.list } }),
      ...(portion.groups && { groups: { ...portion.groups, list: groups.list } }),
      ...(portion.projects && projects && { projects: { ...portion.projects, ...wholeOf(projects) } }),
    };
    return new Desk(withParts(this.session, known), withParts(this.session, portion));
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
    const { reading, index } = await grantsByMember(projects);
    return { ...reading, items: index.get(`${member.kind}/${member.native}`) ?? [] };
  }
}

interface Grants {
  readonly reading: Reading<Membership>;
  readonly index: ReadonlyMap<string, readonly Membership[]>;
}

const grants = new WeakMap<Projects['allMemberships'], Promise<Grants>>();

/** What all projects grant, by whom it is granted to; indexed once in a request. */
function grantsByMember({ allMemberships }: Projects): Promise<Grants> {
  const found = grants.get(allMemberships) ?? allMemberships().then(toGrants);
  grants.set(allMemberships, found);
  return found;
}

const toGrants = (reading: Reading<Membership>): Grants => ({
  reading,
  index: Map.groupBy(reading.items, ({ member: { kind, native } }) => `${kind}/${native}`),
});

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
