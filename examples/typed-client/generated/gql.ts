/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query DormantAccounts($before: DateTime!, $after: String) {\n  users(\n    filter: {lastActiveBefore: $before}\n    orderBy: {field: LAST_ACTIVITY}\n    first: 100\n    after: $after\n  ) {\n    nodes {\n      username\n      displayName\n      status\n      system {\n        key\n      }\n      lastActivity {\n        at\n      }\n      details {\n        __typename\n        ... on DataikuUserDetails {\n          profile\n        }\n      }\n    }\n    systems {\n      system {\n        key\n      }\n      state\n      problem {\n        message\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": typeof types.DormantAccountsDocument,
};
const documents: Documents = {
    "query DormantAccounts($before: DateTime!, $after: String) {\n  users(\n    filter: {lastActiveBefore: $before}\n    orderBy: {field: LAST_ACTIVITY}\n    first: 100\n    after: $after\n  ) {\n    nodes {\n      username\n      displayName\n      status\n      system {\n        key\n      }\n      lastActivity {\n        at\n      }\n      details {\n        __typename\n        ... on DataikuUserDetails {\n          profile\n        }\n      }\n    }\n    systems {\n      system {\n        key\n      }\n      state\n      problem {\n        message\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": types.DormantAccountsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query DormantAccounts($before: DateTime!, $after: String) {\n  users(\n    filter: {lastActiveBefore: $before}\n    orderBy: {field: LAST_ACTIVITY}\n    first: 100\n    after: $after\n  ) {\n    nodes {\n      username\n      displayName\n      status\n      system {\n        key\n      }\n      lastActivity {\n        at\n      }\n      details {\n        __typename\n        ... on DataikuUserDetails {\n          profile\n        }\n      }\n    }\n    systems {\n      system {\n        key\n      }\n      state\n      problem {\n        message\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"): typeof import('./graphql.ts').DormantAccountsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
