import type { VendorName } from '../../src/connectors/index.ts';
import { parseRef } from '../../src/model/ref.ts';
import { SERVICE_ACCOUNT, type SystemWorld } from '../../src/sandbox/world.ts';
import type { SystemName } from '../../test/support.ts';
import type { Ask } from './client.ts';
import type { Random } from './random.ts';

/** Something a mutation can be about. */
export interface Subject {
  readonly id: string;
  /** In the words of the system's journal. */
  readonly native: string;
}

/** Something that an earlier mutation made. */
export interface Made extends Subject {
  /** What that one called it. */
  readonly name: string;
}

const USERS = 40;
const GROUPS = 4;
const PROJECTS = 3;

const createdAt = Date.parse('2026-01-02T03:04:05Z');
const numbered = (word: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${word}${String(index).padStart(2, '0')}`);

/** Forty accounts like any other, beside the gateway's own. */
export function checkedWorld(product: VendorName): SystemWorld {
  const account = (username: string, admin: boolean): SystemWorld['accounts'][number] => ({
    username,
    email: `${username}@example.org`,
    givenName: username,
    familyName: 'Checked',
    disabled: false,
    admin,
    origin: 'local',
    createdAt,
    lastActiveAt: null,
    sessions: 0,
    groups: [],
    jobTitle: '',
    department: '',
  });
  return {
    accounts: [account(SERVICE_ACCOUNT, true), ...numbered('c', USERS).map((name) => account(name, false))],
    groups: numbered('g', GROUPS).map((name) => ({
      name,
      description: '',
      admin: false,
      directoryNames: [],
    })),
    projects:
      product === 'dataiku-govern'
        ? []
        : numbered('p', PROJECTS).map((slug) => ({
            slug,
            name: slug,
            description: '',
            owner: SERVICE_ACCOUNT,
            createdAt,
            grants: [],
          })),
  };
}

/** Who and what of one system a mutation may be about now. */
export class Cast {
  readonly system: SystemName;
  readonly self: Subject;
  readonly groups: readonly Subject[];
  readonly projects: readonly Subject[];
  readonly #users: readonly Subject[];
  readonly #made: Record<'user' | 'group' | 'project', Made[]> = { user: [], group: [], project: [] };
  readonly #busy = new Set<string>();
  readonly #random: Random;

  private constructor(
    system: SystemName,
    found: { self: Subject; users: Subject[]; groups: Subject[]; projects: Subject[] },
    random: Random,
  ) {
    this.system = system;
    this.self = found.self;
    this.#users = found.users;
    this.groups = found.groups;
    this.projects = found.projects;
    this.#random = random;
  }

  static async of(system: SystemName, ask: Ask, random: Random): Promise<Cast> {
    const {
      users,
      groups,
      projects,
      system: own,
    } = await ask<Found>(
      `query($systems: [String!], $key: String!) {
        users(first: 100, filter: { systems: $systems }) { nodes { id username email } }
        groups(first: 100, filter: { systems: $systems }) { nodes { id name } }
        projects(first: 100, filter: { systems: $systems }) { nodes { id } }
        system(key: $key) { self { id } }
      }`,
      { systems: [system], key: system },
    );
    const self = own.self ?? users.nodes.find(({ email }) => email.startsWith(SERVICE_ACCOUNT));
    if (!self) throw new Error(`the gateway's account in ${system} is not to be found`);
    const others = users.nodes.filter(({ username }) => /^c\d\d/u.test(username));
    const checked = groups.nodes.filter(({ name }) => /^g\d\d/u.test(name));
    return new Cast(
      system,
      {
        self: subjectOf(self.id),
        users: others.map(({ id }) => subjectOf(id)),
        groups: checked.map(({ id }) => subjectOf(id)),
        projects: projects.nodes.map(({ id }) => subjectOf(id)),
      },
      random,
    );
  }

  isFree({ native }: Subject): boolean {
    return !this.#busy.has(native);
  }

  /** Accounts that nothing under way is about; fewer if there are not so many. */
  users(count: number): readonly Subject[] {
    return this.#random.some(
      this.#users.filter((user) => this.isFree(user)),
      count,
    );
  }

  /** Something that may go again. */
  made(kind: 'user' | 'group' | 'project'): Made | undefined {
    return this.#random.some(
      this.#made[kind].filter((one) => this.isFree(one)),
      1,
    )[0];
  }

  take(natives: readonly string[]): void {
    for (const native of natives) this.#busy.add(native);
  }

  release(natives: readonly string[]): void {
    for (const native of natives) this.#busy.delete(native);
  }

  add(id: string, name: string): void {
    const ref = parseRef(id);
    if (ref && Object.hasOwn(this.#made, ref.kind))
      this.#made[ref.kind as 'user'].push({ ...subjectOf(id), name });
  }

  forget({ id }: Subject): void {
    for (const list of Object.values(this.#made)) {
      const index = list.findIndex((one) => one.id === id);
      if (index >= 0) list.splice(index, 1);
    }
  }
}

interface Found {
  readonly users: { readonly nodes: readonly { id: string; username: string; email: string }[] };
  readonly groups: { readonly nodes: readonly { id: string; name: string }[] };
  readonly projects: { readonly nodes: readonly { id: string }[] };
  readonly system: { readonly self: { readonly id: string } | null };
}

function subjectOf(id: string): Subject {
  const ref = parseRef(id);
  if (!ref) throw new Error(`not an id: ${id}`);
  return { id, native: ref.native };
}
