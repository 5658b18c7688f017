import { capabilitiesOf, type Reading, type Session, type System, type UserFact } from './connector.ts';
import { Desk, type Portion } from './desk.ts';
import type { Capability, Scope as Permission } from './generated/types.ts';
import { formatRef, parseRef, type Ref, type SystemKey } from './model/ref.ts';
import type { Group, Membership, Project, User, UserFacts } from './model/types.ts';
import { Census, type People, readPeople } from './people/people.ts';
import { permitted, seesEverything } from './permitted.ts';
import type { Rights } from './policy.ts';
import { badInput, ProblemError } from './problems.ts';
import type { Scope } from './scope.ts';
import { lacking } from './sight.ts';

/** Who asks, and as whom. */
export interface Asker {
  readonly rights: Rights;
  /** Verified; what links the caller to accounts. */
  readonly email: string | null;
  /** The account that the whole request acts as; null: as the gateway's own. */
  readonly actingAs: User | null;
}

export interface DirectoryOptions {
  readonly systems: readonly System[];
  readonly scope: Scope;
  readonly census: Census;
  readonly asker: Asker;
  readonly focus?: SystemKey | undefined;
}

/** What one request has opened. */
class Opened {
  readonly sessions = new Map<SystemKey, Session>();
  readonly desks = new Map<SystemKey, Desk>();
  /** Accounts of the caller's, by id, and what only vendors have of them. */
  readonly ownPlaces = new Set<string>();
  readonly own = new WeakSet<object>();
  ownAccounts: Promise<ReadonlyMap<SystemKey, ReadonlySet<string>>> | undefined;

  /** The same, with another desk for one system. */
  with(system: SystemKey, desk: Desk): Opened {
    return Object.assign(new Opened(), this, { desks: new Map(this.desks).set(system, desk) });
  }
}

const elsewhere = (system: SystemKey, { system: here }: Ref<'user'>) =>
  new ProblemError('NOT_PERMITTED', {
    system,
    message: `The request acts as an account of ${here}, and asks nothing elsewhere.`,
  });

/** The accounts of the one person who has an e-mail, by system; none where nobody can say whose it is. */
function accountsOf(people: People, email: string): ReadonlyMap<SystemKey, ReadonlySet<string>> {
  try {
    const refs = people.byEmail(email)?.accounts.map(({ user: { ref } }) => ref) ?? [];
    const bySystem = Map.groupBy(refs, ({ system }) => system);
    return new Map(
      bySystem.entries().map(([system, own]) => [system, new Set(own.map(({ native }) => native))]),
    );
  } catch (error) {
    if (error instanceof ProblemError) return new Map();
    throw error;
  }
}

/**
 * All systems as one request sees them: those that the caller may see, with the caller's eyes. Opens a session per system when it is first needed; the only thing resolvers
 * call for data.
 */
export class Directory {
  readonly scope: Scope;
  /** The one system that lists ask; undefined: all. */
  readonly focus: SystemKey | undefined;
  readonly asker: Asker;
  readonly #options: DirectoryOptions;
  readonly #systems: ReadonlyMap<SystemKey, System>;
  readonly #opened: Opened;
  readonly #taking: readonly Permission[];
  #people: Promise<People> | undefined;
  #whole: Directory | undefined;

  constructor(options: DirectoryOptions, opened = new Opened(), taking: readonly Permission[] = []) {
    const { systems, scope, asker, focus } = options;
    const seen = systems.filter(({ key }) => asker.rights.may('READ', { system: key, own: true }));
    this.#systems = new Map(seen.map((system) => [system.key, system]));
    this.scope = scope;
    this.focus = focus;
    this.asker = asker;
    this.#options = options;
    this.#opened = opened;
    this.#taking = taking;
  }

  /**
   * The same for a question that takes more scopes over accounts than to read them: a system where the caller has not
   * got them throughout does not answer it.
   */
  taking(scopes: readonly Permission[]): Directory {
    const { rights } = this.asker;
    const hasAll = this.systems.every(({ key }) => scopes.every((scope) => rights.mayThroughout(scope, key)));
    return hasAll ? this : new Directory(this.#options, this.#opened, [...this.#taking, ...scopes]);
  }

  /** Forgets what was read: it has been changed. */
  renew(): void {
    this.#opened.sessions.clear();
    this.#opened.desks.clear();
    this.#opened.ownAccounts = undefined;
    this.#people = undefined;
  }

  /** Whether an object is an account of the caller's, or what only vendors have of one. */
  isOwn(object: object): boolean {
    return (
      this.#opened.own.has(object) ||
      ('ref' in object && this.#opened.ownPlaces.has(formatRef(object.ref as Ref)))
    );
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

  /** What a list of the whole directory reads its rows of one system from. */
  rows(key: SystemKey): Session {
    return this.#desk(key).rows;
  }

  /**
   * The directory once for each portion of one system's list, for whoever goes through all of it: there, `rows` are the
   * portion's, and relations are those of the whole. Nothing is read before rows are.
   */
  async *portions(list: keyof Portion, key: SystemKey): AsyncGenerator<Directory, void> {
    const desk = this.#desk(key);
    const whole = desk.session[list];
    if (!whole) yield this;
    else for await (const portion of whole.portions()) yield this.#for(key, desk.with({ [list]: portion }));
  }

  #for(key: SystemKey, desk: Desk): Directory {
    const directory = new Directory(this.#options, this.#opened.with(key, desk), this.#taking);
    directory.#whole = this;
    return directory;
  }

  /** What a system can do, whoever asks. */
  capabilities(key: SystemKey): readonly Capability[] {
    return capabilitiesOf(this.#session(this.requireSystem(key)));
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

  /** Everybody, by the accounts of all systems: every list of accounts is read, once. */
  people(): Promise<People> {
    if (this.#whole) return this.#whole.people();
    const rolls = () =>
      this.systems.map(({ key }) => ({ system: key, list: () => this.session(key).users.list() }));
    this.#people ??= readPeople(rolls(), this.#census());
    return this.#people;
  }

  /** What was seen before helps only those who see all of it; nobody learns from what others were shown. */
  #census(): Census {
    const { census, asker } = this.#options;
    const seesAll = this.systems.every(({ key }) => seesEverything(asker.rights, key));
    return seesAll && asker.actingAs === null ? census : new Census(census.rules);
  }

  #desk(key: SystemKey): Desk {
    const system = this.requireSystem(key);
    const { rights, actingAs } = this.asker;
    const lacked = this.#taking.find((scope) => !rights.mayThroughout(scope, key));
    if (lacked !== undefined) throw lacking(lacked, system.key);
    if (actingAs !== null && actingAs.ref.system !== key) throw elsewhere(system.key, actingAs.ref);
    const desk = this.#opened.desks.get(key) ?? this.#open(system);
    this.#opened.desks.set(system.key, desk);
    return desk;
  }

  #open(system: System): Desk {
    const { own, ownPlaces } = this.#opened;
    const session = this.#session(system);
    const view = {
      rights: this.asker.rights,
      ownAccounts: async (key: SystemKey) => (await this.#ownAccounts()).get(key) ?? new Set<string>(),
      noteOwn: ({ ref, details }: User) => {
        ownPlaces.add(formatRef(ref));
        if (details) own.add(details);
      },
    };
    return new Desk(permitted(session, system.key, view));
  }

  /** As the system tells it, before it is seen with the caller's eyes. */
  #session(system: System): Session {
    const { sessions } = this.#opened;
    const { ref } = this.asker.actingAs ?? {};
    const actingAs = ref?.system === system.key ? ref : undefined;
    const session = sessions.get(system.key) ?? system.open(this.scope, actingAs);
    sessions.set(system.key, session);
    return session;
  }

  /** The accounts of whoever has the caller's e-mail, as far as systems can be read. */
  #ownAccounts(): Promise<ReadonlyMap<SystemKey, ReadonlySet<string>>> {
    const { email, actingAs } = this.asker;
    const read = async () => {
      if (email === null) return new Map<SystemKey, Set<string>>();
      const open = this.systems.filter(({ key }) => actingAs === null || actingAs.ref.system === key);
      const rolls = open.map((system) => ({
        system: system.key,
        list: () => this.#session(system).users.list(),
      }));
      return accountsOf(await readPeople(rolls, new Census(this.#options.census.rules)), email);
    };
    this.#opened.ownAccounts ??= read();
    return this.#opened.ownAccounts;
  }
}

function isOfKind<K extends Ref['kind']>(ref: Ref, kinds: readonly K[]): ref is Ref<K> {
  return (kinds as readonly string[]).includes(ref.kind);
}
