import {
  all,
  any,
  claim,
  claimOn,
  type Condition,
  decided,
  judge,
  nested,
  not,
  onSearch,
  onText,
  type TextConditions,
  type Truth,
} from './conditions.ts';
import type { Directory } from './directory.ts';
import { type ReadFilter, userFilter, type UserNeed } from './filters.ts';
import type { PersonFilter, ProjectRole } from './generated/types.ts';
import type { SystemKey } from './model/ref.ts';
import type { Person, User } from './model/types.ts';

/** What must be found out about accounts: whether they meet a filter, or have one of these roles somewhere. */
export type AccountQuestion = ReadFilter<User, UserNeed> | RoleQuestion;
export interface RoleQuestion {
  readonly roles: readonly ProjectRole[];
}

/** What is known of the accounts in question. */
export interface Verdict {
  of(user: User): Truth;
  /** Whether a system that could not be read may hold an account for which it is true. */
  readonly isOpen: boolean;
}

type PersonCondition = Condition<Person, AccountQuestion>;

/**
 * Reads a filter; unknown systems and wrong ids anywhere in it are refused before anything is read. The conditions
 * follow once it is known which systems could not be read.
 */
export function personFilter(
  directory: Directory,
  filter: PersonFilter,
): (unread: ReadonlySet<SystemKey>) => PersonCondition {
  const accountFilters = readAccountFilters(directory, filter);
  return (unread) => {
    const isOpen = unread.size > 0;
    const has = (key: string) =>
      claim<Person>((person) =>
        among(
          usersOf(person).map(({ ref }) => ref.system === key),
          unread.has(key as SystemKey),
        ),
      );
    return nested<PersonFilter, Person, AccountQuestion>(filter, (own) => {
      const accountFilter = accountFilters.get(own);
      return [
        own.search == null
          ? decided(true)
          : any([onSearch(textsOf, own.search), isOpen ? claim<Person>(() => null) : decided(false)]),
        own.email ? onEmail(own.email, isOpen) : decided(true),
        onList(own.systems, (keys) => any(keys.map(has))),
        onList(own.hasAccountIn, (keys) => all(keys.map(has))),
        onList(own.hasNoAccountIn, (keys) => not(any(keys.map(has)))),
        onList(own.anyStatus, (wanted) =>
          claim((person) =>
            among(
              usersOf(person).map(({ status }) => wanted.includes(status)),
              isOpen,
            ),
          ),
        ),
        accountFilter ? anyAccount(accountFilter) : decided(true),
        onList(own.projectRole, (roles) => anyAccount({ roles })),
      ];
    });
  };
}

function readAccountFilters(
  directory: Directory,
  filter: PersonFilter,
): Map<PersonFilter, ReadFilter<User, UserNeed>> {
  const read = new Map<PersonFilter, ReadFilter<User, UserNeed>>();
  const visit = (inner: PersonFilter): void => {
    const { systems, hasAccountIn, hasNoAccountIn, anyAccount } = inner;
    for (const key of [systems, hasAccountIn, hasNoAccountIn].flatMap((keys) => keys ?? [])) {
      directory.requireSystem(key);
    }
    if (anyAccount) read.set(inner, userFilter(directory, anyAccount));
    for (const below of [...(inner.and ?? []), ...(inner.or ?? []), ...(inner.not ? [inner.not] : [])])
      visit(below);
  };
  visit(filter);
  return read;
}

const usersOf = ({ accounts }: Person) => accounts.map(({ user }) => user);

const textsOf = (person: Person) => [
  ...person.emails,
  ...usersOf(person).flatMap(({ username, email, displayName, givenName, familyName }) => [
    username,
    email,
    displayName,
    givenName,
    familyName,
  ]),
];

/** Whether any of them is; where not all could be read, that none was found leaves it open. */
function among(truths: readonly Truth[], isOpen: boolean): Truth {
  if (truths.includes(true)) return true;
  return isOpen || truths.includes(null) ? null : false;
}

/** `[]` matches nobody, left out matches everybody. */
const onList = <Value>(
  values: readonly Value[] | null | undefined,
  read: (values: readonly Value[]) => PersonCondition,
): PersonCondition => (values ? (values.length > 0 ? read(values) : decided(false)) : decided(true));

const anyAccount = (question: AccountQuestion): PersonCondition =>
  claimOn<Person, AccountQuestion, Verdict>(question, (verdict, person) =>
    among(
      usersOf(person).map((user) => verdict.of(user)),
      verdict.isOpen,
    ),
  );

function onEmail(conditions: TextConditions, isOpen: boolean): PersonCondition {
  const on = onText<string | null>((email) => email, conditions);
  if (on.is === 'decided') return on;
  const meets = (email: string | null) => judge(on, email, () => undefined);
  return claim(({ emails }) => {
    if (conditions.exists !== false) return among(emails.map(meets), isOpen);
    if (emails.length > 0) return false;
    return isOpen ? null : meets(null);
  });
}
