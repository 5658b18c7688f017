import type { FactSource, Reading, Session } from '../connector.ts';
import type { Problem } from '../problems.ts';
import type { Ref } from '../model/ref.ts';
import type { User } from '../model/types.ts';

/** What came of trying one ability; `unsupported`: the vendor has none. */
export type Trial = { readonly found: string; readonly problem?: Problem | null } | 'unsupported';

/** One ability of a system, and how to find out whether the gateway may use it. */
export interface Ability {
  readonly name: string;
  /** What the account must be allowed, after "Allow the gateway’s account". */
  readonly right: string;
  tryOut(session: Session): Promise<Trial>;
}

/** What is read, from what everything rests on to what is nice to have. Nothing is written. */
export const abilities: readonly Ability[] = [
  {
    name: 'users',
    right: 'to list accounts',
    tryOut: async ({ users }) => counted(await users.list()),
  },
  {
    name: 'groups',
    right: 'to list groups',
    tryOut: async ({ groups }) => counted(await groups.list()),
  },
  {
    name: 'group members',
    right: 'to see who is in a group',
    tryOut: async ({ groups }) => {
      const [first] = (await groups.list()).items;
      return first
        ? valueOf(await groups.members([first.ref.native]), first.ref)
        : { found: 'there is no group' };
    },
  },
  {
    name: 'projects',
    right: 'to list projects',
    tryOut: async ({ projects }) => (projects ? counted(await projects.list()) : 'unsupported'),
  },
  {
    name: 'memberships',
    right: 'to see what projects grant',
    tryOut: async ({ projects }) => {
      if (!projects) return 'unsupported';
      const [first] = (await projects.list()).items;
      if (!first) return { found: 'there is no project' };
      const found = valueOf(await projects.memberships([first.ref.native]), first.ref);
      return { ...found, problem: found.value?.problem ?? null };
    },
  },
  {
    name: 'primary groups',
    right: 'to see the primary group of other accounts',
    tryOut: async ({ users }) => {
      const { primaryGroup } = users;
      if (!primaryGroup) return 'unsupported';
      return tried(await sample(users), async (few) => primaryGroup(few.map(({ ref }) => ref.native)));
    },
  },
  {
    name: 'last activity',
    right: 'to see when other accounts were active',
    tryOut: async ({ users }) => fact(users.facts.lastActivity, () => sample(users)),
  },
  {
    name: 'sessions',
    right: 'to see the sessions of other accounts',
    tryOut: async ({ users }) => fact(users.facts.activeSessions, () => sample(users)),
  },
  {
    name: 'administrators',
    right: 'to see who administers the system',
    tryOut: async ({ users }) => fact(users.facts.isAdmin, () => sample(users)),
  },
  {
    name: 'jobs',
    right: 'to look at jobs',
    tryOut: async ({ jobs }) => {
      await jobs?.load(NO_JOB);
      return jobs ? { found: 'readable' } : 'unsupported';
    },
  },
];

/** A job that no system has, in the form most of them give to ids. */
const NO_JOB = '00000000-0000-4000-8000-000000000000';

const counted = ({ items, problem }: Reading<unknown>): Trial => ({ found: String(items.length), problem });

/** The answer about one object that is on its list; where it fails, it fails here. */
function valueOf<V>(answers: ReadonlyMap<string, V | Error>, { native }: Ref): { found: string; value?: V } {
  const value = answers.get(native);
  if (value instanceof Error) throw value;
  return value === undefined ? { found: 'gone meanwhile' } : { found: 'readable', value };
}

/** A few accounts: some facts cost a call for each. */
const sample = async (users: Session['users']): Promise<readonly User[]> =>
  (await users.list()).items.slice(0, 3);

async function fact<T>(source: FactSource<T>, few: () => Promise<readonly User[]>): Promise<Trial> {
  if (source === 'unknown') return 'unsupported';
  if (source === 'listed') return { found: 'comes with the accounts' };
  return tried(await few(), source);
}

async function tried(
  few: readonly User[],
  read: (few: readonly User[]) => Promise<ReadonlyMap<string, unknown>>,
): Promise<Trial> {
  const failure = [...(await read(few)).values()].find((value) => value instanceof Error);
  if (failure) throw failure;
  return { found: 'readable' };
}
