import fc from 'fast-check';
import { type Cast, type CastAccount, type Grant, OWNER, type Situation } from './cases.ts';
import { EVERYTHING } from './dataiku.cases.ts';
import { type Question, type Reckoned, reckonDss, reckonIguazio, reckonSquirro } from './reckoning.ts';
import type { vendors } from './vendors.ts';

/** Who plays in every story, beside the owner of most projects. */
export const NAMES = ['ann', 'ben', 'cas'] as const;
const GROUPS = ['analysts', 'engineers', 'stewards', 'ghosts'] as const;
const POLICIES = ['Developer', 'Project Read Only', 'Project Security Admin', 'IT Admin', 'Security Admin'];

/** How one vendor's worlds vary, and how its rights are reckoned. */
export interface Dialect {
  readonly vendor: keyof typeof vendors;
  readonly reckon: (question: Question) => Reckoned;
  /** What a grant may say. */
  readonly words: fc.Arbitrary<string>;
  /** Groups that are granted rights besides. */
  readonly everybody: readonly string[];
  /** Whether the vendor keeps several grants for one holder. */
  readonly repeats: boolean;
  readonly account: fc.Arbitrary<CastAccount>;
  readonly groups: fc.Arbitrary<Cast['groups']>;
}

const groupsAnd = <T>(more: Record<string, fc.Arbitrary<T>>) =>
  fc.record(
    { groups: fc.subarray([...GROUPS]), ...more },
    { requiredKeys: ['groups'] },
  ) as fc.Arbitrary<CastAccount>;

export const dialects: readonly Dialect[] = [
  {
    vendor: 'dataiku-dss',
    reckon: reckonDss,
    words: fc.subarray([...EVERYTHING], { maxLength: 3 }).map((flags) => flags.join('+')),
    everybody: [],
    repeats: true,
    account: groupsAnd({ disabled: fc.boolean() }),
    groups: fc.boolean().map((admin) => ({
      analysts: {},
      engineers: {},
      stewards: admin ? { admin: true } : {},
      ghosts: { gone: true },
    })),
  },
  {
    vendor: 'iguazio',
    reckon: reckonIguazio,
    words: fc.constantFrom('Viewer', 'Editor', 'Admin'),
    everybody: ['all_users'],
    repeats: true,
    account: groupsAnd<unknown>({
      disabled: fc.boolean(),
      policies: fc.subarray(POLICIES, { minLength: 1 }),
    }),
    groups: fc.subarray(POLICIES).map((policies) => ({
      analysts: {},
      engineers: {},
      stewards: { policies },
      ghosts: { gone: true, policies },
    })),
  },
  {
    vendor: 'squirro',
    reckon: reckonSquirro,
    words: fc.constantFrom('reader', 'member', 'admin'),
    everybody: [],
    repeats: false,
    account: groupsAnd({ serverRole: fc.constantFrom('user', 'user', 'admin', 'reader', 'demo') }),
    groups: fc.constant({ analysts: {}, engineers: {}, stewards: {}, ghosts: { gone: true } }),
  },
];

/** A cast, a project, and the same project with one grant more. */
export interface Story {
  readonly cast: Cast;
  readonly before: Situation;
  readonly after: Situation;
}

/** Stories of one vendor, told at random. */
export function storiesOf({ words, everybody, repeats, account, groups }: Dialect): fc.Arbitrary<Story> {
  const holder = fc.constantFrom<Grant[0]>(
    ...NAMES.map((name) => `user ${name}` as const),
    ...[...GROUPS, ...everybody].map((name) => `group ${name}` as const),
  );
  const grants = fc.uniqueArray(fc.tuple(holder, words), {
    minLength: 1,
    maxLength: 6,
    selector: ([who, what]) => (repeats ? `${who} ${what}` : who),
  });
  const accounts = fc.record(Object.fromEntries(NAMES.map((name) => [name, account])));
  const owner = fc.constantFrom(OWNER, ...NAMES);
  return fc.record({ accounts, groups, grants, owner }).map(({ accounts, groups, grants, owner }) => ({
    cast: { accounts, groups },
    before: { owner, grants: grants.slice(1) },
    after: { owner, grants },
  }));
}
