import DataLoader from 'dataloader';
import type { Reading, Session, UserFact } from './connector.ts';
import { keyedLoader, type Loader } from './loading.ts';
import type { Ref } from './model/ref.ts';
import type { Membership, User, UserFacts } from './model/types.ts';

type FactLoader<F extends UserFact> = (user: User) => UserFacts[F] | Promise<UserFacts[F]>;

/** One session with the loaders that stand on it: relations and facts, batched over the whole request. */
export class Desk {
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
