import { createHash } from 'node:crypto';

/** The products a world is invented for. */
export type Product = 'iguazio' | 'dataiku-dss' | 'dataiku-govern' | 'squirro';

/** One account of one system, in no vendor's words. Times are epoch milliseconds. */
export interface Account {
  /** Unique in its system; letters, digits and dots, at most 32. Squirro knows accounts by e-mail instead. */
  readonly username: string;
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly disabled: boolean;
  /** Administrator of the whole system. */
  readonly admin: boolean;
  readonly origin: 'local' | 'directory' | 'sso';
  readonly createdAt: number;
  /** null: never. */
  readonly lastActiveAt: number | null;
  /** Open sessions right now. */
  readonly sessions: number;
  /** Names of groups; the first is the primary one where the vendor has such a thing. */
  readonly groups: readonly string[];
  readonly jobTitle: string;
  readonly department: string;
  readonly trial?: { readonly grantedAt: number; readonly expiresAt: number };
}

export interface GroupSeed {
  readonly name: string;
  readonly description: string;
  /** Its members administer the system. */
  readonly admin: boolean;
  /** From a directory: the names it has there; otherwise empty. */
  readonly directoryNames: readonly string[];
}

/** `custom`: rights that make up none of the others, where the vendor has single permissions; elsewhere like `viewer`. */
export type SeedRole = 'viewer' | 'editor' | 'admin' | 'custom';

export interface GrantSeed {
  readonly memberKind: 'user' | 'group';
  /** Username or group name. */
  readonly member: string;
  readonly role: SeedRole;
}

export interface ProjectSeed {
  /** Lower case with dashes; vendors that want upper case and underscores derive it. */
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  /** Username. The owner holds no grant by that alone. */
  readonly owner: string;
  readonly createdAt: number;
  readonly grants: readonly GrantSeed[];
}

/** What one system holds when it starts. Names are unique within their kind. */
export interface SystemWorld {
  readonly accounts: readonly Account[];
  readonly groups: readonly GroupSeed[];
  /** Empty for Govern, which has none. */
  readonly projects: readonly ProjectSeed[];
}

/** The account the gateway acts as, in every world; an administrator. Always the first one. */
export const SERVICE_ACCOUNT = 'rollcall';

const at = (text: string) => Date.parse(text);

const service: Account = {
  username: SERVICE_ACCOUNT,
  email: 'rollcall@example.org',
  givenName: 'Rollcall',
  familyName: 'Gateway',
  disabled: false,
  admin: true,
  origin: 'local',
  createdAt: at('2025-01-02T08:00:00Z'),
  lastActiveAt: at('2026-11-21T12:00:00Z'),
  sessions: 0,
  groups: [],
  jobTitle: 'service account',
  department: 'platform',
};

interface Person extends Omit<Account, 'groups' | 'sessions'> {
  /** Groups by product; a product that is missing is one where the person has no account. */
  readonly in: Partial<Record<Product, readonly string[]>>;
  /** What differs in one product. */
  readonly but?: Partial<Record<Product, Partial<Account>>>;
}

const everywhere = (...groups: readonly string[]): Record<Product, readonly string[]> => ({
  iguazio: groups,
  'dataiku-dss': groups,
  'dataiku-govern': groups,
  squirro: groups,
});

const active = { disabled: false, admin: false, origin: 'local' } as const;

/** A dozen people one remembers. What is special about each stands beside the name. */
const people: readonly Person[] = [
  {
    ...active, // administrator, everywhere
    username: 'ada',
    email: 'ada@example.org',
    givenName: 'Ada',
    familyName: 'Lovelace',
    admin: true,
    createdAt: at('2025-01-10T09:00:00Z'),
    lastActiveAt: at('2026-11-21T16:45:00Z'),
    jobTitle: 'Head of platforms',
    department: 'platform',
    in: everywhere('platform-admins', 'engineers'),
    but: { 'dataiku-dss': { sessions: 2 } },
  },
  {
    ...active, // everywhere, under another spelling of the e-mail in Govern and Squirro; several reasons for access
    username: 'grace',
    email: 'grace@example.org',
    givenName: 'Grace',
    familyName: 'Hopper',
    createdAt: at('2025-02-03T09:00:00Z'),
    lastActiveAt: at('2026-11-20T10:15:00Z'),
    jobTitle: 'Principal analyst',
    department: 'analytics',
    in: everywhere('analysts', 'engineers'),
    but: {
      'dataiku-dss': { sessions: 1 },
      'dataiku-govern': { email: 'Grace@Example.ORG' },
      squirro: { email: 'GRACE@example.org' },
    },
  },
  {
    ...active, // disabled in DSS, active in Iguazio; still holds memberships
    username: 'alan',
    email: 'alan@example.org',
    givenName: 'Alan',
    familyName: 'Turing',
    createdAt: at('2025-03-04T09:10:11.123Z'),
    lastActiveAt: at('2026-06-07T07:00:00Z'),
    jobTitle: 'Researcher',
    department: 'research',
    in: { iguazio: ['engineers'], 'dataiku-dss': ['analysts'], 'dataiku-govern': ['analysts'] },
    but: { 'dataiku-dss': { disabled: true }, 'dataiku-govern': { disabled: true } },
  },
  {
    ...active, // owner of a project without a grant there
    username: 'emmy',
    email: 'emmy@example.org',
    givenName: 'Emmy',
    familyName: 'Noether',
    createdAt: at('2025-03-14T09:00:00Z'),
    lastActiveAt: at('2026-11-19T18:20:00Z'),
    jobTitle: 'Professor',
    department: 'research',
    in: everywhere('stewards'),
  },
  {
    ...active, // no activity, ever
    username: 'edsger',
    email: 'edsger@example.org',
    givenName: 'Edsger',
    familyName: 'Dijkstra',
    createdAt: at('2026-05-11T09:00:00Z'),
    lastActiveAt: null,
    jobTitle: 'Reviewer',
    department: 'research',
    in: { iguazio: ['analysts'], 'dataiku-dss': ['analysts'], squirro: ['analysts'] },
  },
  {
    ...active, // in no group
    username: 'claude.shannon',
    email: 'claude.shannon@example.org',
    givenName: 'Claude',
    familyName: 'Shannon',
    createdAt: at('2025-09-01T09:00:00Z'),
    lastActiveAt: at('2026-11-18T11:11:00Z'),
    jobTitle: 'Engineer',
    department: 'platform',
    in: everywhere(),
  },
  {
    ...active, // on trial in DSS, and only there
    username: 'hedy',
    email: 'hedy@example.org',
    givenName: 'Hedy',
    familyName: 'Lamarr',
    createdAt: at('2026-11-01T09:00:00Z'),
    lastActiveAt: at('2026-11-21T09:05:00Z'),
    jobTitle: 'Inventor',
    department: 'research',
    trial: { grantedAt: at('2026-11-01T09:00:00Z'), expiresAt: at('2026-12-01T09:00:00Z') },
    in: { 'dataiku-dss': ['analysts'] },
    but: { 'dataiku-dss': { sessions: 1 } },
  },
  {
    ...active, // from the directory
    username: 'katherine',
    email: 'katherine@example.org',
    givenName: 'Katherine',
    familyName: 'Johnson',
    origin: 'directory',
    createdAt: at('2025-04-15T09:00:00Z'),
    lastActiveAt: at('2026-11-21T08:00:00Z'),
    jobTitle: 'Senior analyst',
    department: 'analytics',
    in: everywhere('analysts'),
  },
  {
    ...active, // single sign-on; dormant for most of a year
    username: 'konrad',
    email: 'konrad@example.org',
    givenName: 'Konrad',
    familyName: 'Zuse',
    origin: 'sso',
    createdAt: at('2025-01-20T09:00:00Z'),
    lastActiveAt: at('2026-01-15T14:30:00Z'),
    jobTitle: 'Engineer',
    department: 'platform',
    in: { iguazio: ['engineers'], 'dataiku-dss': ['engineers'], squirro: ['engineers'] },
  },
  {
    ...active, // another login in Iguazio, same e-mail
    username: 'annie',
    email: 'annie@example.org',
    givenName: 'Annie',
    familyName: 'Easley',
    createdAt: at('2025-07-07T09:00:00Z'),
    lastActiveAt: at('2026-11-17T13:00:00Z'),
    jobTitle: 'Analyst',
    department: 'analytics',
    in: { iguazio: ['analysts'], 'dataiku-dss': ['analysts'], squirro: ['analysts'] },
    but: { iguazio: { username: 'aeasley' } },
  },
  {
    ...active, // a name that needs more than ASCII
    username: 'rozsa',
    email: 'rozsa@example.org',
    givenName: 'Rózsa',
    familyName: 'Péter',
    createdAt: at('2025-10-10T09:00:00Z'),
    lastActiveAt: at('2026-10-10T10:10:10Z'),
    jobTitle: 'Logician',
    department: 'research',
    in: { 'dataiku-govern': ['stewards'], squirro: ['stewards'] },
  },
  {
    ...active, // disabled in Iguazio
    username: 'charles',
    email: 'charles@example.org',
    givenName: 'Charles',
    familyName: 'Babbage',
    createdAt: at('2025-01-11T09:00:00Z'),
    lastActiveAt: at('2025-12-24T12:00:00Z'),
    jobTitle: 'Engineer',
    department: 'platform',
    in: { iguazio: ['engineers'] },
    but: { iguazio: { disabled: true } },
  },
];

const groups: readonly GroupSeed[] = [
  { name: 'platform-admins', description: 'Who runs the platforms', admin: true, directoryNames: [] },
  { name: 'analysts', description: 'Who asks the questions', admin: false, directoryNames: ['cn-analysts'] },
  { name: 'engineers', description: 'Who builds the pipelines', admin: false, directoryNames: [] },
  { name: 'stewards', description: 'Who answers for the data', admin: false, directoryNames: [] },
  { name: 'alumni', description: 'Nobody is left here', admin: false, directoryNames: [] },
];

const user = (member: string, role: SeedRole): GrantSeed => ({ memberKind: 'user', member, role });
const group = (member: string, role: SeedRole): GrantSeed => ({ memberKind: 'group', member, role });

const projects: readonly ProjectSeed[] = [
  {
    slug: 'churn',
    name: 'Churn',
    description: 'Who leaves, and why',
    owner: 'grace',
    createdAt: at('2025-05-05T09:00:00Z'),
    grants: [
      group('analysts', 'viewer'),
      group('engineers', 'editor'),
      user('grace', 'admin'),
      user('alan', 'editor'),
    ],
  },
  {
    slug: 'forecast',
    name: 'Forecast',
    description: 'Demand for the next season',
    owner: 'emmy',
    createdAt: at('2025-06-06T09:00:00Z'),
    grants: [group('analysts', 'editor'), user('claude.shannon', 'viewer'), user('konrad', 'custom')],
  },
  {
    slug: 'galaxy',
    name: 'Galaxy',
    description: '',
    owner: 'konrad',
    createdAt: at('2026-02-02T09:00:00Z'),
    grants: [user('konrad', 'admin'), group('stewards', 'viewer')],
  },
];

/** The small world: a dozen people, some in all four systems, whose rights make good stories. */
export function smallWorld(product: Product): SystemWorld {
  const accounts = people.flatMap(({ in: where, but, ...person }): Account[] => {
    const memberOf = where[product];
    return memberOf ? [{ ...person, sessions: 0, groups: memberOf, ...but?.[product] }] : [];
  });
  return {
    accounts: [service, ...accounts],
    groups,
    projects: product === 'dataiku-govern' ? [] : projects.map((project) => onlyOf(accounts, project)),
  };
}

/** Drops grants to people who have no account in this system. */
function onlyOf(accounts: readonly Account[], project: ProjectSeed): ProjectSeed {
  const known = new Set(accounts.map(({ username }) => username));
  return {
    ...project,
    owner: known.has(project.owner) ? project.owner : SERVICE_ACCOUNT,
    grants: project.grants.filter(({ memberKind, member }) => memberKind === 'group' || known.has(member)),
  };
}

const givenNames =
  'Ada Alan Annie Barbara Claude Dennis Edith Emmy Frances Grace Hedy Ivan Jean John Karen Klara Lotfi Mary Maurice Noor Olga Per Radia Rosa Seymour Tove Ursula Vera Wei Yvonne'.split(
    ' ',
  );
const familyNames =
  'Allen Babbage Bartik Clarke Easley Floyd Goldberg Hamilton Hoare Holberton Iverson Jackson Kernighan Liskov Lovelace McCarthy Meltzer Naur Ousterhout Perlis Ritchie Sammet Shannon Snyder Teitelbaum Ulam Vaughan Wilkes Zadeh Zuse'.split(
    ' ',
  );

/** Uniform numbers in [0, 1) that depend on nothing but the words given. */
export function drawer(...words: readonly (string | number)[]): () => number {
  let state = createHash('sha256').update(words.join('/')).digest().readUInt32LE(0);
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const DAY = 86_400_000;
const START = at('2024-01-01T00:00:00Z');
const NOW = at('2026-11-22T00:00:00Z');

/**
 * A world of `users` accounts (the gateway's own included), about a twentieth as many groups and a fiftieth as many
 * projects. The same seed gives the same world. Person n has the same e-mail in every system, and most are in all.
 */
export function generatedWorld(product: Product, users: number, seed: number): SystemWorld {
  const draw = drawer(product, seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T;
  const some = <T>(list: readonly T[], least: number, most: number): T[] => {
    const size = Math.min(list.length, least + Math.floor(draw() * (most - least + 1)));
    const picked = new Set<T>();
    while (picked.size < size) picked.add(pick(list));
    return [...picked];
  };

  const groupNames = Array.from({ length: Math.max(1, Math.round(users / 20)) }, (_, i) => `group-${i + 1}`);
  const accounts: Account[] = [service];
  for (let i = 1; i < users; i++) {
    const person = drawer(seed, i);
    const givenName = givenNames[Math.floor(person() * givenNames.length)] ?? 'Ada';
    const familyName = familyNames[Math.floor(person() * familyNames.length)] ?? 'Zuse';
    const username = `${givenName}.${familyName}.${i}`.toLowerCase();
    const createdAt = START + Math.floor(draw() * (NOW - START));
    accounts.push({
      username,
      email: `${username}@example.org`,
      givenName,
      familyName,
      disabled: draw() < 0.05,
      admin: draw() < 0.005,
      origin: pick(['local', 'local', 'directory', 'sso']),
      createdAt,
      lastActiveAt: draw() < 0.1 ? null : createdAt + Math.floor(draw() * (NOW - createdAt)),
      sessions: draw() < 0.05 ? 1 + Math.floor(draw() * 3) : 0,
      groups: some(groupNames, 0, 4),
      jobTitle: pick(['Analyst', 'Engineer', 'Steward', '']),
      department: pick(['analytics', 'platform', 'research', '']),
      ...(draw() < 0.01 ? { trial: { grantedAt: createdAt, expiresAt: createdAt + 30 * DAY } } : {}),
    });
  }

  const names = accounts.map(({ username }) => username);
  const roles: readonly SeedRole[] = ['viewer', 'viewer', 'editor', 'editor', 'admin', 'custom'];
  const count = product === 'dataiku-govern' ? 0 : Math.max(1, Math.round(users / 50));
  return {
    accounts,
    groups: groupNames.map((name, i) => ({
      name,
      description: i % 3 === 0 ? '' : `Generated group ${i + 1}`,
      admin: false,
      directoryNames: i % 5 === 0 ? [`cn-${name}`] : [],
    })),
    projects: Array.from({ length: count }, (_, i) => ({
      slug: `project-${i + 1}`,
      name: `Project ${i + 1}`,
      description: '',
      owner: pick(names),
      createdAt: START + Math.floor(draw() * (NOW - START)),
      grants: [
        ...some(names, 0, 6).map((member) => user(member, pick(roles))),
        ...some(groupNames, 0, 3).map((member) => group(member, pick(roles))),
      ],
    })),
  };
}

/** A UUID that depends on nothing but the words given. */
export function stableUuid(...words: readonly (string | number)[]): string {
  const bytes = createHash('sha1').update(words.join('/')).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
