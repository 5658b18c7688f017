import { expect } from 'vitest';
import type { Asked } from '../support.ts';

type Ask = (query: string, variables?: Record<string, unknown>) => Promise<Asked>;

/** One list of the contract: where it stands, and what stands in its brackets besides the page. */
export interface List {
  readonly name: string;
  /** The field, with `PAGE` for its arguments and `ROWS` for what is selected of it. */
  readonly query: string;
  /** Where the list is in the answer. */
  readonly at: readonly (string | number)[];
}

/** A page, as every list gives it. */
export interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: { readonly value: number; readonly exact: boolean };
  readonly systems: readonly { readonly system: { readonly key: string }; readonly state: string }[];
}

const ROWS = `edges { cursor node { id } } nodes { id }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  totalCount { value exact } systems { system { key } state problem { code } }`;

/** Every list of accounts, groups, projects and memberships, over all systems and under one object. */
export const everyList: readonly List[] = [
  ...['users', 'groups', 'projects', 'memberships'].map((name) => root(name)),
  root('users', 'orderBy: { field: EMAIL, direction: DESC }'),
  root('users', 'filter: { search: "a" }, orderBy: { field: LAST_ACTIVITY }'),
  root('projects', 'orderBy: { field: CREATED_AT }'),
  root('memberships', 'filter: { memberKind: GROUP }'),
  ...['users', 'groups', 'projects'].map((name) => under('system(key: "dss-design")', 'system', name)),
  under('user(system: "iguazio-main", username: "grace")', 'user', 'groups'),
  under('user(system: "squirro-main", username: "GRACE@example.org")', 'user', 'groups'),
  under('user(system: "dss-design", username: "konrad")', 'user', 'memberships'),
  under('group(system: "govern", name: "analysts")', 'group', 'members'),
  under('group(system: "dss-design", name: "analysts")', 'group', 'memberships'),
  under('project(system: "iguazio-main", key: "churn")', 'project', 'memberships'),
  under('project(system: "dss-design", key: "CHURN")', 'project', 'effectiveMembers'),
];

function root(field: string, more = ''): List {
  return { name: [field, more].join(' ').trim(), query: `${field}(${more} PAGE) { ROWS }`, at: [field] };
}

function under(parent: string, name: string, field: string): List {
  return {
    name: `${field} under ${parent}`,
    query: `${parent} { ${field}(PAGE) { ROWS } }`,
    at: [name, field],
  };
}

/** Asks for one page of a list, whatever comes of it. */
export const askPage = (ask: Ask, { query }: List, first: unknown, after?: unknown): Promise<Asked> =>
  ask(
    `query ($first: Int, $after: String) { ${query.replace('PAGE', 'first: $first, after: $after').replace('ROWS', ROWS)} }`,
    { first, after },
  );

export const pageIn = ({ data }: Asked, { at }: List): Page =>
  at.reduce(
    (found: Record<string | number, never>, step) => found[step] as never,
    data as never,
  ) as unknown as Page;

/** A page that must be there. */
export async function pageOf(ask: Ask, list: List, first: unknown, after?: unknown): Promise<Page> {
  const asked = await askPage(ask, list, first, after);
  expect(asked.errors).toEqual([]);
  return pageIn(asked, list);
}

/** All pages, of so many rows each; `between` runs after each. */
export async function everyPage(
  ask: Ask,
  list: List,
  first: number,
  between: (page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<Page[]> {
  const pages = [await pageOf(ask, list, first)];
  for (let last = pages[0]; last?.pageInfo.hasNextPage === true; pages.push(last)) {
    await between(last);
    last = await pageOf(ask, list, first, last.pageInfo.endCursor);
  }
  return pages;
}

export const idsIn = (pages: readonly Page[]): string[] =>
  pages.flatMap(({ nodes }) => nodes.map(({ id }) => id));
